"""What may be decided, by whom, on which grounds, and whether someone asked in good time."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from commonbeat.domain.permits.rules.kinds import Notice

SHORT_NOTICE = "short_notice"


def ruling_fault(
    verdict: str, chosen: Collection[str], listed: Collection[str], facts: str, *, is_exempt: bool = False
) -> str:
    """Return the code of why a ruling cannot stand, or "".

    A no needs at least one ground, all of them from the list of the version, and the facts that show it;
    an event that need not be announced cannot be refused for short notice.
    """
    if not set(chosen) <= set(listed):
        return "ground_not_listed"
    if not facts.strip():
        return "no_facts"
    if verdict == "granted":
        return "ground_with_yes" if chosen else ""
    if not chosen:
        return "no_ground"
    return "exempt" if is_exempt and SHORT_NOTICE in chosen else ""


def objection_fault(chosen: Collection[str], listed: Collection[str], mend: str) -> str:
    """Return the code of why an objection is none: it names listed grounds and what would mend it."""
    if not chosen:
        return "no_ground"
    if not set(chosen) <= set(listed):
        return "ground_not_listed"
    return "" if mend.strip() else "no_mend"


def decision_fault(waiting: int, unfinished: int, *, is_taken_over: bool) -> str:
    """Return the code of why nobody may decide yet: a review waits, or an item of the checklist is open.

    An officer to whom a late decision was given waits for no review: whoever is late cannot hold it up.
    """
    if waiting and not is_taken_over:
        return "reviews"
    return "checklist" if unfinished else ""


def may_hear(person: int, chain_of_person: Collection[int], took_part: Mapping[int, Collection[int]]) -> bool:
    """Tell whether a person may take over: not one who took part, nor anyone in the chain above or below one.

    `took_part` is who reviewed or decided → the posts above them.
    """
    above = {post for chain in took_part.values() for post in chain}
    return person not in took_part and person not in above and not set(chain_of_person) & set(took_part)


def is_exempt_from_notice(notice: Notice, facts: Mapping[str, Any]) -> bool:
    """Tell whether an event is small enough, on the sidewalk, to need no notice."""
    size = facts.get("size")
    return bool(
        notice.exempt_size and size and int(size) <= notice.exempt_size and not facts.get("street_closing")
    )


def is_too_late(notice: Notice, facts: Mapping[str, Any], starts: date | None, today: date) -> bool:
    """Tell whether someone asked later than the days of notice, and may not."""
    if starts is None or is_exempt_from_notice(notice, facts):
        return False
    return (starts - today).days < notice.days
