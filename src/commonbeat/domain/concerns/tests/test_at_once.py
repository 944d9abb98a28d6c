"""Two people act on the same thing at the same moment: one of them does it, the other is told so."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from commonbeat.domain.concerns import actions
from commonbeat.domain.concerns.models import Category, Concern, HandOff, Partner, Revision, RoutingRule
from commonbeat.engine.casework.actions import held, merge
from commonbeat.engine.casework.models import Attachment, Case, Entry, Merge, Queue, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Refused

Report = Callable[..., Concern]
Walk = Callable[..., Concern]
Act = Callable[[], object]

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def postgresql(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")


@contextmanager
def waiting(agency: Agency, case: Case | None) -> Iterator[None]:
    """Hold a case, or an agency's settings, until all who act have begun and wait for it."""
    with transaction.atomic():
        if case is None:
            Agency.objects.select_for_update().get(pk=agency.pk)
        else:
            held(case)
        yield


def at_once(agency: Agency, case: Case | None, *acts: Act) -> list[str]:
    """Let all act on what they saw before anyone acted; return "done" or the code of each refusal."""
    begun = threading.Barrier(len(acts) + 1)

    def run(act: Act) -> str:
        begun.wait(10)
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        with waiting(agency, case):
            running = [pool.submit(run, act) for act in acts]
            begun.wait(10)
            threading.Event().wait(0.4)
        return sorted(one.result(timeout=20) for one in running)


def fresh(concern: Concern) -> Concern:
    return Concern.objects.select_related("case__agency", "category", "agency").get(pk=concern.pk)


@pytest.mark.req("C4")
def test_closed_by_two_and_opened_again_while_it_ends(
    larkspur: Agency, send: Report, walk: Walk, worker: Staff, at: datetime
) -> None:
    concern = walk(send(), "acknowledge")
    mine, theirs = fresh(concern), fresh(concern)

    def close(one: Concern, reason: str) -> Act:
        return lambda: actions.close(concern=one, outcome="no_action", reason=reason, by=worker, at=at)

    said = at_once(larkspur, concern.case, close(mine, "Gone."), close(theirs, "Known."))
    assert said == ["done", "not_from_here"]
    case = Case.objects.get(pk=concern.case_id)
    lines = Entry.objects.filter(case=case, facts__to="closed")
    assert [line.words for line in lines] == [case.reason]
    receipt, last = Receipt.objects.get(case=case), at + timedelta(days=30)
    said = at_once(
        larkspur,
        case,
        lambda: actions.reopen(receipt=receipt, reason="Still there.", at=last),
        lambda: actions.end_unanswered(at=last),
    )
    assert said in (["done", "done"], ["done", "not_from_here"])
    assert Case.objects.get(pk=case.pk).state == ("reopened" if said[1] == "done" else "no_answer")


@pytest.mark.req("C4")
def test_closed_by_staff_while_its_sender_opens_it_again(
    larkspur: Agency, send: Report, walk: Walk, worker: Staff, at: datetime
) -> None:
    concern = walk(send(), "acknowledge")
    actions.close(concern=concern, outcome="no_action", reason="Gone.", by=worker, at=at)
    receipt, stale = Receipt.objects.get(case=concern.case), fresh(concern)
    said = at_once(
        larkspur,
        concern.case,
        lambda: actions.reopen(receipt=receipt, reason="Still there.", at=at),
        lambda: actions.close(concern=stale, outcome="no_action", reason="Gone.", by=worker, at=at),
    )
    moves = [
        line.facts["move"] for line in Entry.objects.filter(case=concern.case, kind="moved").order_by("pk")
    ]
    if said == ["done", "done"]:
        assert moves == ["acknowledge", "decline", "reopen", "decline"]
    else:
        assert (said, moves) == (["done", "not_from_here"], ["acknowledge", "decline", "reopen"])


@pytest.mark.req("C5")
def test_two_join_the_same_two_each_into_the_other(
    larkspur: Agency, send: Report, worker: Staff, at: datetime
) -> None:
    one, two = send().case, send().case
    said = at_once(
        larkspur,
        one,
        lambda: merge(case=one, into=two, by=worker, at=at),
        lambda: merge(case=two, into=one, by=worker, at=at),
    )
    assert said == ["already_done", "done"]
    assert Merge.objects.count() == 1
    assert Case.objects.filter(is_open=True).count() == 1
    assert Receipt.objects.values("case").distinct().count() == 1


@pytest.mark.req("C2")
def test_handed_to_two_agencies_and_done_while_it_is_brought_back(
    larkspur: Agency, send: Report, walk: Walk, worker: Staff, at: datetime
) -> None:
    concern = walk(send(), "acknowledge")
    partners = [
        Partner.objects.create(agency=larkspur, name=name, email="s@larkspur.example")
        for name in ("Street Works", "County")
    ]

    def give(partner: Partner) -> Act:
        mine = fresh(concern)
        return lambda: actions.hand_off(concern=mine, partner=partner, reason="Theirs.", by=worker, at=at)

    assert at_once(larkspur, concern.case, *map(give, partners)) == ["already_done", "done"]
    row = HandOff.objects.get()
    mine = fresh(concern)
    said = at_once(
        larkspur,
        concern.case,
        lambda: actions.hear_from_partner(hand_off=row, status="closed", notes="Painted.", at=at),
        lambda: actions.take_back(concern=mine, reason="Ours.", by=worker, at=at),
    )
    assert said in (["done", "done"], ["done", "not_from_here"])
    state = Case.objects.get(pk=concern.case_id).state
    assert state == ("acknowledged" if said[1] == "done" else "closed")
    assert not HandOff.objects.filter(ended_at=None).exists()


@pytest.mark.req("C6")
def test_two_moderators_and_two_who_cover_one_photo(
    larkspur: Agency,
    send: Report,
    worker: Staff,
    photo: Callable[..., StoredFile],
    at: datetime,
) -> None:
    concern = send(words="Paint, by the blue door.", photos=[photo()])

    def look(words: str) -> Act:
        mine = fresh(concern)
        return lambda: actions.moderate(
            concern=mine, words=words, reason="Shorter", is_private=False, by=worker, at=at
        )

    assert at_once(larkspur, concern.case, look("Paint."), look("Some paint.")) == ["done", "done"]
    first, second = Revision.objects.order_by("pk")
    assert (first.before, second.before) == (concern.words, first.after)
    assert Concern.objects.get(pk=concern.pk).public_words == second.after

    def cover() -> object:
        attachment = Attachment.objects.select_related("file", "case__agency").get(replaced_by=None)
        return actions.cover_photo(
            concern=fresh(concern),
            attachment=attachment,
            boxes=[(0.1, 0.1, 0.5, 0.5)],
            reason="A face",
            by=worker,
            at=at,
        )

    assert at_once(larkspur, concern.case, cover, cover) == ["already_done", "done"]
    assert Attachment.objects.filter(case=concern.case, replaced_by=None).count() == 1


@pytest.mark.req("C2")
def test_two_who_set_the_agency_up(
    larkspur: Agency, kinds: dict[str, Category], hire: Callable[..., Staff], at: datetime
) -> None:
    chief = hire("Kim Chief", "concerns.manage_categories")
    queue = Queue.objects.filter(agency=larkspur)[0]

    def rule() -> object:
        return actions.add_rule(queue=queue, by=chief, at=at)

    def partner() -> object:
        return actions.add_partner(agency=larkspur, name="County", email="c@x.example", by=chief, at=at)

    assert at_once(larkspur, None, rule, rule, partner, partner) == ["done", "done", "done", "name_taken"]
    Category.objects.filter(agency=larkspur, concerns=None).delete()

    def adopt() -> object:
        return actions.adopt_categories(agency=larkspur, by=chief, at=at)

    assert at_once(larkspur, None, adopt, adopt) == ["done", "done"]
    assert Category.objects.filter(agency=larkspur).count() == len(kinds)
    third = actions.add_rule(queue=queue, by=chief, at=at)

    def up() -> object:
        return actions.move_rule_up(rule=RoutingRule.objects.get(pk=third.pk), by=chief, at=at)

    assert at_once(larkspur, None, up, up, rule) == ["done"] * 3
    standing = RoutingRule.objects.filter(ended_at=None).order_by("position")
    assert [row.position for row in standing] == [1, 2, 3, 4]
    assert standing[0] == third


@pytest.mark.req("C1")
def test_the_same_form_sent_twice_is_one_report(
    larkspur: Agency, send: Report, kinds: dict[str, Category], at: datetime
) -> None:
    said = at_once(larkspur, None, *[lambda: send(form_token="the-same-form-token")] * 3)
    assert said == ["done"] * 3
    assert (
        Concern.objects.count()
        == Receipt.objects.filter(is_owner=True).values("case").distinct().count()
        == 1
    )
