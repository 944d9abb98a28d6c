"""What people answered about one officer's calls, for the officer and those who lead them."""

from dataclasses import dataclass
from datetime import date, timedelta

from commonbeat.domain.conduct.access import people_under
from commonbeat.engine.measures.choices import Figure
from commonbeat.engine.surveys.choices import Grouping, Stratum
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.engine.surveys.models import Response
from commonbeat.engine.surveys.queries import figures, for_staff, total
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.insight.dashboards.choices import OWN_FIGURES
from commonbeat.insight.dashboards.rules import PRIOR_ANSWERS, shrunk
from commonbeat.stats.proportions import Interval

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class OfficersFigures:
    """`own` and `shrunk` are None where the labour agreement does not allow them or too few answered."""

    everyone: Figure
    calls_like_theirs: list[Figure]
    is_allowed: bool
    own: Figure | None
    shrunk: Interval | None
    prior_answers: int = PRIOR_ANSWERS

    @property
    def shrunk_percents(self) -> dict[str, int] | None:
        if self.shrunk is None:
            return None
        named = {"value": self.shrunk.value, "low": self.shrunk.low, "high": self.shrunk.high}
        return {name: round(100 * share) for name, share in named.items()}


def figures_about(officer: Staff, today: date) -> OfficersFigures:
    """Return the last year's figures beside one officer's page: for everyone, and theirs where allowed."""
    since = today - YEAR
    everyone = total(officer.agency, CPSS, Stratum.TEXT, since, today)
    is_allowed = bool(setting(officer.agency, OWN_FIGURES))
    own = for_staff(officer, since, today) if is_allowed else None
    return OfficersFigures(
        everyone=everyone,
        calls_like_theirs=_like_theirs(officer, since, today),
        is_allowed=is_allowed,
        own=own if own is not None and own.shown else None,
        shrunk=_shrunk(own, everyone),
    )


def _shrunk(own: Figure | None, everyone: Figure) -> Interval | None:
    if own is None or own.x is None or own.n is None or everyone.value is None:
        return None
    return shrunk(own.x, own.n, everyone.value)


def _like_theirs(officer: Staff, since: date, until: date) -> list[Figure]:
    """Return everyone's figures for the kinds of call this officer went to, by name."""
    theirs = set(
        Response.objects.filter(staff=officer, asked_at__date__gte=since).values_list("category", flat=True)
    )
    rows = figures(officer.agency, CPSS, Stratum.TEXT, since, until, Grouping.CATEGORY)
    return [row for row in rows if row.key in theirs]


def people_led_by(staff: Staff) -> list[Staff]:
    """Return the people below one, by name: never by a figure."""
    return sorted(people_under(staff), key=lambda post: post.name)
