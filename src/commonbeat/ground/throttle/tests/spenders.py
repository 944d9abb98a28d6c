"""A program of its own: spends one limit with several threads and prints how often it was let through."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import django
from django.db import connections

THREADS, TRIES = 3, 12


def main() -> None:
    django.setup()
    # The models can only be read after that.
    from commonbeat.ground.core.errors import TooMany  # noqa: PLC0415
    from commonbeat.ground.throttle.actions import spend  # noqa: PLC0415
    from commonbeat.ground.throttle.choices import Limit  # noqa: PLC0415

    limit = Limit("test", hits=20, window=timedelta(minutes=10), ceiling=30)
    at = datetime(2026, 6, 10, 18, 0, tzinfo=UTC)

    def try_often(_thread: int) -> dict[str, int]:
        done = {"one": 0, "other": 0}
        for turn in range(2 * TRIES):
            who = "one" if turn % 2 else "other"
            try:
                spend(limit, who=who, at=at)
            except TooMany:
                continue
            done[who] += 1
        connections.close_all()
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        counts = list(pool.map(try_often, range(THREADS)))
    sys.stdout.write(json.dumps({who: sum(count[who] for count in counts) for who in ("one", "other")}))


if __name__ == "__main__":
    main()
