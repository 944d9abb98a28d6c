"""Several processes with several threads each never let through more than the limit, nor less."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

SPENDERS = Path(__file__).with_name("spenders.py")


@pytest.mark.django_db(transaction=True)
def test_processes_count_together(elsewhere: Callable[..., list[str]]) -> None:
    counts = [json.loads(said) for said in elsewhere(SPENDERS, processes=2)]
    one, other = (sum(count[who] for count in counts) for who in ("one", "other"))
    assert one + other == 30, "72 tries of each met a ceiling of 30"
    assert max(one, other) <= 20
