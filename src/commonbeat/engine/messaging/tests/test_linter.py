"""Bad templates are refused by the name of their fault: by the rule, the action and the page."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.engine.messaging import actions
from commonbeat.engine.messaging.choices import Scope, VersionState
from commonbeat.engine.messaging.models import Template, TemplateVersion
from commonbeat.engine.messaging.rules import linter
from commonbeat.engine.messaging.rules.linter import Draft, FaultCode, Kind
from commonbeat.engine.messaging.rules.reading import grade
from commonbeat.engine.messaging.rules.rendering import MissingWord, fill
from commonbeat.engine.messaging.rules.wording import SHIPPED, Wording
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.models import Entry

Hire = Callable[..., Staff]
CLERK = Actor("clerk")
GOOD = (
    "{agency}: You called us lately. How well did the officer treat you? Reply 1 (badly) to 5 (well). "
    "Reply STOP to end, HELP for help."
)
GOOD_SPANISH = (
    "{agency}: Usted llamo hace poco. ¿Le trataron bien? Responda de 1 (mal) a 5 (bien). "
    "Responda ALTO para parar, AYUDA para ayuda."
)
BAD = [
    (FaultCode.AGENCY_FIRST, GOOD.replace("{agency}: ", "Hello from {agency}! ")),
    (FaultCode.PURPOSE, GOOD.replace("You called us lately. ", "")),
    (FaultCode.STOP_MISSING, GOOD.replace("Reply STOP to end, ", "Reply ")),
    (FaultCode.HELP_MISSING, GOOD.replace(", HELP for help", "")),
    (FaultCode.TOO_LONG, GOOD + " We read it all. We are glad to hear from you." * 5),
    (
        FaultCode.TOO_HARD,
        "{agency}: Regarding your call, institutional accountability necessitates comprehensive "
        "evaluation of interpersonal communication, professionalism and procedural satisfaction. STOP HELP",
    ),
    (FaultCode.LINK, GOOD + " More: larkspur.example/survey"),
    (FaultCode.PLACEHOLDER, GOOD + " Thank you, {first_name}."),
    (FaultCode.CASE_DETAIL, GOOD.replace("You called us", "You called us about an assault")),
    (FaultCode.EMPTY, "   "),
]


@pytest.mark.req("A6")
@pytest.mark.parametrize(("fault", "body"), BAD, ids=[code for code, _body in BAD])
def test_each_bad_template_is_refused_for_its_fault_alone(
    larkspur: Agency, at: datetime, fault: FaultCode, body: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.save_draft(
            agency=larkspur,
            key="survey-first",
            scope=Scope.SURVEYS,
            language="en",
            body=body,
            written_by="Sam Reed",
            by=CLERK,
            at=at,
        )
    assert refused.value.code == f"template_{fault}"
    assert [found.code for found in refused.value.faults] == [fault]  # type: ignore[attr-defined]
    assert not Template.objects.exists()


@pytest.mark.req("A6")
@pytest.mark.parametrize(("fault", "body"), BAD, ids=[code for code, _body in BAD])
def test_the_page_names_the_fault_and_keeps_the_words(
    client: Client, hire: Hire, fault: FaultCode, body: str
) -> None:
    client.force_login(hire("Sam Reed", "messaging.write_templates").person)  # type: ignore[arg-type]
    sent = {"name": "First text", "scope": "surveys", "language": "en", "body": body, "save": "1"}
    answer = client.post(reverse("messaging:new_template"), sent)
    assert answer.status_code == 422
    [found] = linter.faults(Draft(body, Kind.SURVEYS, "en", {"agency": "Larkspur Police"}))
    assert found.code is fault
    assert actions.templates.explain(found) in answer.context["form"].errors["body"]
    assert answer.context["form"]["body"].value() == body
    assert not TemplateVersion.objects.exists()


@pytest.mark.req("A6")
def test_good_words_pass_in_each_language() -> None:
    for body, language in ((GOOD, "en"), (GOOD_SPANISH, "es")):
        assert linter.faults(Draft(body, Kind.SURVEYS, language)) == []


@pytest.mark.parametrize(
    "link", ["https://x.test/a", "www.larkspur.org", "bit.ly/3xY", "larkspurpolice.gov", "tx.me"]
)
def test_every_form_of_a_link_is_found(link: str) -> None:
    faults = linter.faults(Draft(f"{GOOD} {link}", Kind.SURVEYS, "en"))
    assert [fault.code for fault in faults] == [FaultCode.LINK]


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_shipped_words_pass(language: str) -> None:
    for key, bodies in SHIPPED.items():
        draft = Draft(bodies[language], linter.kind_of(key, "service"), language)
        assert linter.faults(draft) == [], key
        assert linter.saving(draft.filled) is None


@pytest.mark.req("A13")
def test_the_spanish_confirmation_of_stop_costs_one_part_and_speaks_spanish() -> None:
    body = fill(SHIPPED[Wording.STOPPED_ALL]["es"], {"agency": "Policía de Larkspur"[:15]})
    assert "INICIAR" in body
    assert "START" not in body


def test_curly_quotes_are_priced_and_mended() -> None:
    curly = GOOD.replace("You called us lately.", "It\u2019s about your call \u2013 thanks.")
    saving = linter.saving(curly)
    assert saving is not None
    assert saving.characters == ["\u2019", "\u2013"]
    assert (saving.before, saving.after) == (3, 1)
    assert linter.saving("María llamó") is None


@pytest.mark.req("A6")
def test_words_that_became_faulty_after_they_were_saved_are_not_approved(
    larkspur: Agency, at: datetime
) -> None:
    version = actions.save_draft(
        agency=larkspur,
        key="survey-first",
        scope=Scope.SURVEYS,
        language="es",
        body=GOOD_SPANISH,
        written_by="Ana Ruiz",
        by=CLERK,
        at=at,
    )
    TemplateVersion.objects.filter(pk=version.pk).update(body=f"{GOOD_SPANISH} https://larkspur.example")
    with pytest.raises(actions.FaultyTemplate, match="holds a link"):
        actions.approve_template(version=version, approved_by="Ana Ruiz", by=CLERK, at=at)
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


@pytest.mark.req("A13")
def test_a_machine_draft_is_not_sent_before_a_named_person_approved_it(
    larkspur: Agency, at: datetime
) -> None:
    version = actions.save_draft(
        agency=larkspur,
        key="survey-first",
        scope=Scope.SURVEYS,
        language="es",
        body=GOOD_SPANISH,
        machine_made=True,
        written_by="translator",
        by=CLERK,
        at=at,
    )
    assert version.state == VersionState.DRAFT
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.filter(pk=version.pk).update(state=VersionState.APPROVED)
    with pytest.raises(Refused, match="named person"):
        actions.approve_template(version=version, approved_by=" ", by=CLERK, at=at)
    actions.approve_template(version=version, approved_by="Ana Ruiz", by=CLERK, at=at)
    version.refresh_from_db()
    assert (version.state, version.approved_by, version.approved_at) == (
        VersionState.APPROVED,
        "Ana Ruiz",
        at,
    )
    assert Entry.objects.filter(verb="template.approved", subject="template:survey-first").count() == 1


def test_new_words_retire_the_old_ones_and_nothing_is_edited(larkspur: Agency, at: datetime) -> None:
    def written(body: str) -> TemplateVersion:
        return actions.save_draft(
            agency=larkspur,
            key="survey-first",
            scope=Scope.SURVEYS,
            language="en",
            body=body,
            written_by="Sam Reed",
            by=CLERK,
            at=at,
        )

    first = actions.approve_template(version=written(GOOD), approved_by="Ana Ruiz", by=CLERK, at=at)
    assert written(GOOD + " Thanks.") == written(GOOD + " Thanks.")
    second = actions.approve_template(
        version=written(GOOD + " Thanks."), approved_by="Ana Ruiz", by=CLERK, at=at
    )
    first.refresh_from_db()
    assert (first.state, first.body, second.number) == (VersionState.RETIRED, GOOD, 2)
    with pytest.raises(Refused, match="decided already"):
        actions.approve_template(version=first, approved_by="Ana Ruiz", by=CLERK, at=at)
    actions.retire_template(version=second, by=CLERK, at=at)
    with pytest.raises(Refused, match="approved words"):
        actions.retire_template(version=second, by=CLERK, at=at)


def test_the_shipped_words_are_adopted_once_by_name(larkspur: Agency, at: datetime) -> None:
    adopted = actions.adopt_shipped(agency=larkspur, adopted_by="Ana Ruiz", by=CLERK, at=at)
    assert adopted == sum(len(bodies) for bodies in SHIPPED.values())
    assert actions.adopt_shipped(agency=larkspur, adopted_by="Ana Ruiz", by=CLERK, at=at) == 0
    assert set(TemplateVersion.objects.values_list("approved_by", flat=True)) == {"Ana Ruiz"}


@pytest.mark.parametrize(
    ("text", "language", "least", "most"),
    [
        ("The cat sat on the mat. The dog ran to the man.", "en", 0, 1),
        ("Reply STOP to end, HELP for help.", "en", 0, 4),
        (
            "Institutional accountability necessitates comprehensive evaluation of communication.",
            "en",
            15,
            99,
        ),
        ("El gato come pan. La casa es azul.", "es", 0, 5),
        (
            "La responsabilidad institucional requiere evaluaciones comprensivas profesionales.",
            "es",
            10,
            float("inf"),
        ),
    ],
)
def test_reading_grades(text: str, language: str, least: float, most: float) -> None:
    found = grade(text, language)
    assert found is not None
    assert least <= found <= most


def test_a_gap_without_a_word_stops_the_text() -> None:
    assert fill("{agency}: hi", {"agency": "Larkspur\nPolice"}) == "Larkspur Police: hi"
    with pytest.raises(MissingWord, match="phone"):
        fill("Call {phone}", {"phone": ""})


@given(st.text(max_size=200), st.sampled_from(list(Kind)), st.sampled_from(["en", "es", "ar", "vi"]))
def test_any_words_can_be_judged(body: str, kind: Kind, language: str) -> None:
    for fault in linter.faults(Draft(body, kind, language)):
        assert actions.templates.explain(fault)
