"""Every act on a concern is one line in the book: who did it by role, and codes, never words or names."""

import json
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.choices import LeftContact
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.rules import rounded
from commonbeat.engine.casework.actions import merge, set_private, unmerge
from commonbeat.engine.casework.models import Attachment, Queue, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.ledger.models import Entry as Line

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
SAID = ("violet", "Heron", "Alvarez", "0123", "keeper", "lantern.example", "Sam Reed", "39.205", "76.605")


@pytest.fixture
def written(larkspur: Agency) -> Callable[[Callable[[], object]], list[tuple[str, dict[str, Any]]]]:
    """Return a function that acts and tells the lines it wrote in the book: verb and content."""

    def act(do: Callable[[], object]) -> list[tuple[str, dict[str, Any]]]:
        last = Line.objects.order_by("pk").last()
        do()
        new = Line.objects.filter(pk__gt=last.pk if last else 0).order_by("pk")
        return [(line.verb, line.content) for line in new]

    return act


@pytest.fixture
def manager(hire: Callable[..., Staff]) -> Staff:
    return hire("Sam Reed Sr", "concerns.manage_categories")


def test_each_setting_is_one_line(
    larkspur: Agency,
    kinds: dict[str, Category],
    beats: list[Area],
    manager: Staff,
    written: Callable[..., list[tuple[str, dict[str, Any]]]],
    at: datetime,
) -> None:
    queue, kind = Queue.objects.filter(agency=larkspur)[0], kinds["graffiti"]
    by: dict[str, Any] = {"by": manager, "at": at}
    rules: list[Any] = []
    partners: list[Any] = []
    added: dict[str, Any] = {
        "queue": queue,
        "category": kind,
        "area": beats[0],
        "from_time": time(22),
        "to_time": time(6),
    }
    for act, verb, keys in (
        (
            lambda: rules.append(actions.add_rule(**added, **by)),
            "concerns.routing_changed",
            {"queue", "added"},
        ),
        (
            lambda: rules.append(actions.add_rule(queue=queue, **by)),
            "concerns.routing_changed",
            {"queue", "added"},
        ),
        (lambda: actions.move_rule_up(rule=rules[1], **by), "concerns.routing_changed", {"position"}),
        (lambda: actions.end_rule(rule=rules[1], **by), "concerns.routing_changed", {"ended"}),
        (
            lambda: partners.append(
                actions.add_partner(agency=larkspur, name="The keeper", email="k@lantern.example", **by)
            ),
            "concerns.partner_changed",
            {"added"},
        ),
        (lambda: actions.end_partner(partner=partners[0], **by), "concerns.partner_changed", {"ended"}),
        (
            lambda: actions.end_kind(category=kind, is_ended=True, **by),
            "concerns.category_changed",
            {"ended"},
        ),
    ):
        [(found, content)] = written(act)
        assert (found, set(content)) == (verb, keys)
    # The first of two has nothing above it: nothing is done, so nothing is written.
    assert written(lambda: actions.move_rule_up(rule=rules[0], **by)) == []
    assert not [one for one in SAID if one in everything()]


def test_each_act_on_a_concern_is_one_line_of_codes(
    larkspur: Agency,
    kinds: dict[str, Category],
    send: Report,
    walk: Walk,
    worker: Staff,
    photo: Callable[..., StoredFile],
    written: Callable[..., list[tuple[str, dict[str, Any]]]],
    at: datetime,
) -> None:
    told: dict[str, Any] = {"place": "77 Heron Row", "contact": LeftContact(phone="555-555-0123")}
    by: dict[str, Any] = {"by": worker, "at": at}
    sent: list[Concern] = []

    def verbs(do: Callable[[], object]) -> list[str]:
        return [verb for verb, _content in written(do)]

    assert verbs(lambda: sent.append(send(words="A violet sign.", photos=[photo()], **told))) == [
        "case.opened",
        "case.file_added",
    ]
    sent.append(send(words="A violet sign again.", **told))
    concern, other = walk(sent[0], "acknowledge"), sent[1]
    attachment = Attachment.objects.get(case=concern.case)
    boxes = [(0.1, 0.1, 0.2, 0.2)]
    look: dict[str, Any] = {"words": "A sign.", "reason": "The keeper's name", "is_private": False, **by}
    for act, expected in (
        (
            lambda: actions.cover_photo(
                concern=concern, attachment=attachment, boxes=boxes, reason="The keeper", **by
            ),
            ["case.changed"],
        ),
        (lambda: actions.moderate(concern=concern, **look), ["concern.moderated"]),
        (
            lambda: actions.me_too(
                concern=concern, contact=LeftContact(email="k@lantern.example"), language="en", at=at
            ),
            ["concern.followed"],
        ),
        (
            lambda: actions.change_category(concern=other, category=kinds["parking"], **by),
            ["case.changed", "case.clock_changed", "case.queued"],
        ),
        (lambda: merge(case=other.case, into=concern.case, **by), ["case.merged", "case.merged"]),
        (lambda: unmerge(case=other.case, **by), ["case.unmerged", "case.unmerged"]),
        (
            lambda: set_private(case=other.case, is_private=True, reason="The keeper asked.", **by),
            ["case.changed"],
        ),
        (
            lambda: actions.close(concern=concern, outcome="no_action", reason="The keeper moved.", **by),
            ["case.moved"],
        ),
        (
            lambda: actions.reopen(
                receipt=Receipt.objects.get(case=concern.case, is_owner=True), reason="Violet again.", at=at
            ),
            ["case.moved"],
        ),
    ):
        assert verbs(act) == expected
    assert not [one for one in SAID if one in everything()]


def everything() -> str:
    return json.dumps(list(Line.objects.values("verb", "subject", "content")), default=str)


@pytest.mark.req("C5")
@pytest.mark.parametrize(
    ("longitude", "latitude", "shown"),
    [
        (-76.60512, 39.20549, (-76.605, 39.205)),
        (-76.60551, 39.20551, (-76.606, 39.206)),
        (-0.0001, 0.0001, (0.0, 0.0)),
        (179.9999, -89.9999, (180.0, -90.0)),
        (-179.9999, 89.9999, (-180.0, 90.0)),
    ],
)
def test_public_position_is_rounded_on_both_sides_of_zero(
    longitude: float, latitude: float, shown: tuple[float, float]
) -> None:
    assert rounded(longitude, latitude, 3) == shown
    assert "-0.0" not in [str(part) for part in rounded(longitude, latitude, 3)]
