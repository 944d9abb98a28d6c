"""Kinds of permit as an agency changes them: each change is a version, and speech keeps its closed lists."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from commonbeat.domain.permits import actions, queries, rules
from commonbeat.domain.permits.choices import Fact, FieldType, WhenLate
from commonbeat.domain.permits.mappings import speech_parts, suggested
from commonbeat.domain.permits.models import Ground, KindVersion
from commonbeat.domain.permits.rules import kinds as rule_words
from commonbeat.domain.permits.tests.conftest import Applied, Desk
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.errors import Hidden, Invalid

MARCH = "expressive_event"
Kinds = dict[str, KindVersion]


@pytest.fixture
def manager(client: Client, desk: Desk, kinds: Kinds) -> Client:
    client.force_login(desk.manager.person)  # type: ignore[arg-type]
    return client


def in_force(key: str) -> KindVersion:
    return KindVersion.objects.get(key=key, ended_at=None)


def test_rules_and_choices_name_the_same_things() -> None:
    assert set(rule_words.FACTS) == set(Fact.values)
    assert set(rule_words.FIELD_TYPES) == set(FieldType.values)
    assert set(rule_words.WHEN_LATE) == set(WhenLate.values)


def test_page_shows_every_part_and_every_version(manager: Client) -> None:
    page = manager.get(reverse("permits:version", args=["tow"])).text
    for words in ("Name of the business", "Proof of insurance", "Each truck", "An inspection was failed"):
        assert words in page
    assert "Version 1, since" in page


def test_amounts_time_and_sources_make_the_next_version(manager: Client) -> None:
    address = reverse("permits:version", args=["alarm"])
    sent = {
        "number": 1,
        "decide_days": 7,
        "when_late": "granted",
        "fee_each": "18.50",
        "source_false_facts": "City code 9.12",
        "source_incomplete": "",
    }
    assert manager.post(address, sent).status_code == 302
    now = in_force("alarm")
    assert (now.number, now.kind.decide_days, now.kind.when_late) == (2, 7, "granted")
    assert now.fees.get().amount_cents == 1850
    assert dict(now.grounds.values_list("key", "source")) == {
        "false_facts": "City code 9.12",
        "incomplete": "",
    }
    # The same page, sent again from an old window, would undo what somebody else changed.
    late = manager.post(address, sent)
    assert late.status_code == 422
    assert "Somebody changed this kind meanwhile" in late.text
    assert in_force("alarm").number == 2
    assert "City code 9.12" in manager.get(reverse("permits:kind", args=["alarm"])).text


@pytest.mark.parametrize(
    ("part", "sent", "row"),
    [
        (
            "fields",
            {"en": "How many tents?", "es": "¿Cuántas carpas?", "type": "number", "fact": "units"},
            {
                "key": "how_many_tents",
                "label": {"en": "How many tents?", "es": "¿Cuántas carpas?"},
                "type": "number",
                "fact": "units",
                "required": False,
            },
        ),
        ("checklist", {"en": "Map"}, {"key": "map", "name": {"en": "Map"}}),
        (
            "fees",
            {"en": "Tents", "dollars": "4.25", "fact": "units", "at_least": 2, "is_each": "on"},
            {
                "key": "tents",
                "name": {"en": "Tents"},
                "cents": 425,
                "fact": "units",
                "at_least": 2,
                "at_most": None,
                "is_each": True,
            },
        ),
        (
            "grounds",
            {"en": "The street is being mended", "source": "Code 1"},
            {
                "key": "the_street_is_being_mended",
                "name": {"en": "The street is being mended"},
                "source": "Code 1",
            },
        ),
    ],
)
def test_part_is_added_and_taken_out_again(
    part: str, sent: dict[str, Any], row: dict[str, Any], manager: Client
) -> None:
    before = queries.told_of(in_force("block_party"))[part]
    add = reverse("permits:add_part", args=["block_party", part])
    assert manager.post(add, sent).status_code == 302
    assert queries.told_of(in_force("block_party"))[part] == [*before, row]
    manager.post(add, sent)
    assert queries.told_of(in_force("block_party"))[part][-1]["key"] == f"{row['key']}_2"
    for key in (row["key"], f"{row['key']}_2"):
        manager.post(reverse("permits:drop_part", args=["block_party", part, key]))
    assert queries.told_of(in_force("block_party"))[part] == before
    assert in_force("block_party").number == 5
    gone = manager.post(reverse("permits:drop_part", args=["block_party", part, row["key"]]))
    assert gone.status_code == 404


@pytest.mark.parametrize(
    ("part", "sent"),
    [
        ("fields", {"en": "What for?", "type": "poem"}),
        ("fields", {"en": "What for?", "type": "text", "fact": "message"}),
        ("fields", {"en": "???", "type": "text"}),
        ("checklist", {"en": ""}),
        ("checklist", {"en": "x" * 201}),
        ("fees", {"en": "Police", "dollars": "-1"}),
        ("fees", {"en": "Police", "dollars": "many"}),
        ("fees", {"en": "Police", "dollars": "900", "fact": "expected_hostility"}),
        ("grounds", {"en": "A\x00B"}),
    ],
)
def test_part_that_cannot_be_is_refused_with_what_was_typed(
    part: str, sent: dict[str, str], manager: Client
) -> None:
    answer = manager.post(reverse("permits:add_part", args=["block_party", part]), sent)
    assert answer.status_code == 422
    assert in_force("block_party").number == 1
    assert " open><summary>" in answer.text


def test_no_kind_loses_its_last_ground(manager: Client) -> None:
    for key in ("place_taken", "false_facts", "incomplete"):
        manager.post(reverse("permits:drop_part", args=["block_party", "grounds", key]))
    last = manager.post(reverse("permits:drop_part", args=["block_party", "grounds", "emergency_lane"]))
    assert last.status_code == 422
    assert [ground.key for ground in in_force("block_party").grounds.all()] == ["emergency_lane"]


@pytest.mark.req("C11", "L11")
@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("fields", {"key": "against", "type": "yesno", "label": {"en": "Is it against the mayor?"}}),
        ("fields", {"key": "people", "type": "number", "fact": "size", "label": {"en": "How many haters?"}}),
        ("checklist", {"key": "banner", "name": {"en": "We have seen the banner"}}),
        ("grounds", {"key": "hostile_crowd", "name": {"en": "A hostile crowd may come"}, "source": "x"}),
        ("grounds", {"key": "place_taken", "name": {"en": "It is hateful"}, "source": "x"}),
        ("fees", {"key": "police", "name": {"en": "Police"}, "cents": 1, "fact": "nonprofit"}),
    ],
)
def test_nothing_can_be_added_to_a_kind_for_speech_but_the_closed_list(
    part: str, row: dict[str, Any], kinds: Kinds, desk: Desk, at: datetime
) -> None:
    with pytest.raises(Invalid, match=r"speech|twice|nonprofit"):
        actions.add_part(version=kinds[MARCH], part=part, row=row, by=desk.manager, at=at)
    told = queries.told_of(kinds[MARCH])
    told[part] = [row]
    with pytest.raises(Invalid, match=r"speech|nonprofit"):
        actions.adopt_kind(agency=kinds[MARCH].agency, key=MARCH, told=told, by=desk.manager, at=at)


@pytest.mark.req("C11")
def test_form_for_speech_offers_the_closed_list_alone(manager: Client) -> None:
    add = reverse("permits:add_part", args=[MARCH, "fields"])
    own = {"en": "Is it against the mayor?", "type": "yesno", "key": "against"}
    assert manager.post(add, own).status_code == 422
    assert manager.post(add, {"key": "sound"}).status_code == 302
    assert {field.key for field in in_force(MARCH).kind.fields} == {
        row["key"] for row in speech_parts()["fields"]
    }
    fee = {"en": "Police", "dollars": "1", "fact": "nonprofit"}
    assert manager.post(reverse("permits:add_part", args=[MARCH, "fees"]), fee).status_code == 422


@pytest.mark.req("C11")
def test_database_holds_no_other_ground_against_speech(kinds: Kinds) -> None:
    assert set(kinds[MARCH].grounds.values_list("is_for_speech", flat=True)) == {True}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ground.objects.create(version=kinds[MARCH], key="hostile_crowd", name={}, is_for_speech=True)


@pytest.mark.req("C11")
def test_speech_kind_says_what_follows_a_late_decision(
    larkspur: Agency, desk: Desk, kinds: Kinds, at: datetime
) -> None:
    told = suggested()[MARCH] | {"when_late": "heard"}
    with pytest.raises(Invalid, match="runs out"):
        actions.adopt_kind(agency=larkspur, key=MARCH, told=told, by=desk.manager, at=at)


def test_unknown_part_is_not_there(manager: Client, kinds: Kinds, desk: Desk, at: datetime) -> None:
    for address in (
        reverse("permits:add_part", args=["block_party", "reviewers"]),
        reverse("permits:drop_part", args=["block_party", "definition", "x"]),
        reverse("permits:add_part", args=["circus", "fees"]),
    ):
        assert manager.post(address, {}).status_code == 404
    with pytest.raises(Hidden):
        actions.drop_part(version=kinds["film"], part="fees", key="none", by=desk.manager, at=at)


@pytest.mark.req("C10")
def test_running_application_keeps_questions_checks_and_grounds(
    apply: Callable[..., Applied], kinds: Kinds, desk: Desk, at: datetime
) -> None:
    applied = apply("block_party")
    version = kinds["block_party"]
    version = actions.drop_part(version=version, part="fields", key="people", by=desk.manager, at=at)
    version = actions.drop_part(version=version, part="checklist", key="neighbors", by=desk.manager, at=at)
    actions.drop_part(version=version, part="grounds", key="place_taken", by=desk.manager, at=at)
    kept = applied.now()
    assert kept.version.number == 1
    assert kept.kind.field("people") is not None
    assert set(kept.checklist.values_list("key", flat=True)) == {"form_whole", "neighbors"}
    assert "place_taken" in queries.ground_names(kept.version)
    assert rules.answers_faults(kept.kind, kept.answers) == []


def test_pages_of_kinds_stay_in_their_query_budget(
    manager: Client, desk: Desk, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(12):
        version = in_force("tow")
        actions.change_kind(version=version, cents={}, sources={}, by=desk.manager, at=at)
    with django_assert_max_num_queries(14):
        assert manager.get(reverse("permits:settings")).status_code == 200
    with django_assert_max_num_queries(24):
        assert manager.get(reverse("permits:version", args=["tow"])).status_code == 200
    with django_assert_max_num_queries(7):
        assert manager.get(reverse("permits:kinds")).status_code == 200
    with django_assert_max_num_queries(8):
        assert manager.get(reverse("permits:kind", args=["tow"])).status_code == 200
