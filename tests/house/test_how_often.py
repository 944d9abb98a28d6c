"""Every public form is limited: it keeps what was typed, says when to try again, and lets others through."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.html import escape

from commonbeat.domain.concerns.actions.drafts import begin_draft
from commonbeat.domain.concerns.actions.subscriptions import subscribe
from commonbeat.domain.concerns.choices.reporting import BEGINNING, FOLLOWING, SUBSCRIBING
from commonbeat.domain.conduct.choices import SENDING_THANKS
from commonbeat.domain.conduct.models import Thanks
from commonbeat.domain.conduct.queries import proof_of
from commonbeat.domain.permits.access import version_in_force
from commonbeat.domain.permits.actions import begin_draft as begin_form
from commonbeat.domain.permits.choices import APPLYING
from commonbeat.engine.casework.actions import give_receipt
from commonbeat.engine.casework.choices import OPENING
from commonbeat.engine.casework.models import Case
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.engine.messaging.actions import STOP_SALT
from commonbeat.engine.surveys.actions import invite
from commonbeat.engine.surveys.choices import ANSWERING, WALKING_UP, Stratum
from commonbeat.engine.surveys.models import Answer
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.actions import sequence
from commonbeat.ground.ledger.choices import CHECKING
from commonbeat.ground.ledger.models import Entry
from commonbeat.ground.throttle.actions import spend
from commonbeat.ground.throttle.choices import Limit
from commonbeat.insight.portal.choices import ASKING
from tests.house.conftest import City
from tests.house.test_who_may_open_what import PUBLIC

VISITOR, NEIGHBOUR = "203.0.113.77", "203.0.113.78"
WORDS = "Quince lanterns & a kind dispatcher"
TYPED = {"satisfaction": "5", "comment": WORDS}
THANKS = {"words": WORDS, "who": "Officer Reed", "when": "Tuesday"}

# Who takes the POST of a public address: a limit, or nobody, and why nobody.
LIMITED = {
    "conduct:send_thanks": SENDING_THANKS,
    "surveys:here": WALKING_UP[Stratum.WALK_UP_WEB],
    "surveys:here_at": WALKING_UP[Stratum.WALK_UP_WEB],
    "surveys:kiosk": WALKING_UP[Stratum.KIOSK],
    "surveys:personal": ANSWERING,
    "portal:ours": ASKING,
    "ledger:check_receipt": CHECKING,
    "casework:follow": OPENING,
    "concerns:report": BEGINNING,
    "concerns:follow_concern": FOLLOWING,
    "concerns:subscribe": SUBSCRIBING,
    "permits:kind": APPLYING,
    "permits:step": APPLYING,
}
STEP = "a page of one report, and to begin one is limited"
HOLDER = "counted for the one code that was opened; without one nothing is taken"
FREE = {
    "casework:follow_write": HOLDER,
    "casework:follow_photos": HOLDER,
    "casework:follow_notices": HOLDER,
    "casework:follow_move": HOLDER,
    "casework:follow_close": "forgets what was opened",
    "casework:follow_end": "ends the code that was opened",
    "concerns:report_kind": STEP,
    "concerns:report_photo": "photos are limited where they are kept; without one it is a page of a report",
    "concerns:report_place": STEP,
    "concerns:report_details": STEP,
    "concerns:report_alike": STEP,
    "concerns:report_contact": STEP,
    "concerns:report_send": "a report is sent once, however often this is pressed",
    "concerns:report_drop": STEP,
    "concerns:phone_send": "counted with concerns:report; the phone keeps the words until they are taken",
    "concerns:confirm_subscription": "its address is known to one mailbox, and it says yes once",
    "concerns:end_subscription": "nobody may be kept from stopping e-mails",
    "permits:check": "a form is sent once, however often this is pressed, and counted with permits:step",
    "permits:answer": HOLDER,
    "permits:appeal": HOLDER,
    "permits:renew": HOLDER,
    "permits:own_words": HOLDER,
    "conduct:give_thanks": "shows the form again and stores nothing",
    "conduct:check_thanks": "shows what was typed and stores nothing",
    "messaging:unsubscribe": "signed by us; nobody may be kept from stopping e-mails",
    "ui:language": "stores nothing",
    "open311:requests": "stores nothing without a key, and each key has its share of a day",
    "open311:updates": "stores nothing without a key, and each key has its share of a day",
    "ui:accent": "a stylesheet; it looks at nothing that is sent",
    "api:openapi-json": "the description of the API; it looks at nothing that is sent",
}


@dataclass(frozen=True)
class Form:
    """One public form, filled in: what must be `seen` in it again, and `who` it is counted for."""

    address: str
    sent: Mapping[str, str]
    seen: str
    limit: Limit
    who: str

    def send(self, client: Client, language: str = "en", address: str = VISITOR) -> HttpResponse:
        answer = client.post(
            self.address, self.sent, REMOTE_ADDR=address, headers={"accept-language": language}
        )
        return answer  # type: ignore[return-value]


@pytest.fixture
def forms(larkspur_and_elm: tuple[City, City], at: datetime) -> dict[str, Form]:
    agency = larkspur_and_elm[0].agency
    invitation = invite(agency=agency, stratum="web_link", category="Noise", by=SYSTEM, at=at)
    sequence(at=at)
    proof = proof_of(Thanks.objects.filter(agency=agency)[0])
    assert json.loads(proof)
    here, kiosk = (WALKING_UP[stratum] for stratum in (Stratum.WALK_UP_WEB, Stratum.KIOSK))
    slug, token = agency.slug, str(invitation.token)
    concern = str(larkspur_and_elm[0].things["concern"])
    thanks = THANKS | {"token": "b" * 16}
    _receipt, page = give_receipt(case=Case.objects.get(public_id=concern), language="en", at=at)
    form = begin_form(version=version_in_force(agency, "block_party"), at=at).token
    unsaved = unsaved_words(page, at)
    assert unsaved is not None
    code = " ".join(unsaved[1])
    return {
        name: Form(reverse(name, args=arguments), sent, seen, limit, who)
        for name, arguments, sent, seen, limit, who in (
            ("conduct:send_thanks", [], thanks, WORDS, SENDING_THANKS.within(slug), VISITOR),
            ("permits:kind", ["block_party"], {}, "Block party", APPLYING.within(slug), VISITOR),
            ("permits:step", [form], {"q": "place", "place": WORDS}, WORDS, APPLYING.within(slug), VISITOR),
            ("surveys:here", [], TYPED, WORDS, here.within(slug), VISITOR),
            ("surveys:here_at", [slug], TYPED, WORDS, here.within(slug), VISITOR),
            ("surveys:kiosk", [slug], TYPED, WORDS, kiosk.within(slug), VISITOR),
            ("surveys:personal", [token], TYPED, WORDS, ANSWERING, token),
            ("portal:ours", [], {"pasted": WORDS}, WORDS, ASKING.within(slug), VISITOR),
            ("ledger:check_receipt", [], {"receipt": proof}, proof, CHECKING, VISITOR),
            ("casework:follow", [], {"code": code}, code, OPENING.within(slug), VISITOR),
            ("concerns:report", [], {"words": WORDS}, WORDS, BEGINNING.within(slug), VISITOR),
            *(
                (name, arguments, sent, seen, limit.within(slug), VISITOR)
                for name, arguments, sent, seen, limit in (
                    ("concerns:follow_concern", [concern], {"as": "troubled"}, "Graffiti", FOLLOWING),
                    ("concerns:subscribe", [], {"email": "ana@example.com"}, "ana@example.com", SUBSCRIBING),
                )
            ),
        )
    }


@pytest.fixture
def browser(larkspur_and_elm: tuple[City, City]) -> Client:
    return larkspur_and_elm[0].client("")


def fill(form: Form, at: datetime, *, but: int = 0) -> None:
    """Spend all of a form's limit but so many tries."""
    for _hit in range(form.limit.hits - but):
        spend(form.limit, who=form.who, at=at)


def fill_all(forms: Mapping[str, Form], at: datetime) -> None:
    for form in {form.limit: form for form in forms.values()}.values():
        fill(form, at)


def stored() -> tuple[int, int, int]:
    return Entry.objects.count(), Thanks.objects.count(), Answer.objects.count()


def taking_posts(client: Client, arguments: Mapping[str, list[str]]) -> Iterator[str]:
    for name in PUBLIC:
        try:
            address = reverse(name, args=arguments.get(name, []))
        except NoReverseMatch:
            pytest.fail(f"say here how {name} is addressed")
        with transaction.atomic():
            if client.post(address).status_code not in (404, 405):
                yield name
            transaction.set_rollback(True)


def test_every_public_form_is_limited_or_says_why_not(
    browser: Client, forms: dict[str, Form], larkspur_and_elm: tuple[City, City], at: datetime
) -> None:
    larkspur, _elm = larkspur_and_elm
    token = forms["surveys:personal"].who
    agency = larkspur.agency
    given = {"words": WORDS, "category": "graffiti", "done": ["kind", "photo"]}
    draft = begin_draft(agency=agency, given=given, language="en", at=at)
    wish = subscribe(agency=agency, email="bo@example.com", area=None, category=None, language="en", at=at)
    form = begin_form(version=version_in_force(agency, "block_party"), at=at)
    pages = ("kind", "stop", "photo", "place", "details", "alike", "contact", "check", "send", "drop")
    arguments = {
        "surveys:personal": [token],
        "surveys:personal_thanks": [token],
        "surveys:here_at": ["larkspur"],
        "surveys:kiosk": ["larkspur"],
        "conduct:thanks_sent": ["b" * 16],
        "messaging:unsubscribe": [signing.dumps([larkspur.things["contact"], "updates"], salt=STOP_SALT)],
        "ledger:tile": ["0", "000"],
        "ui:accent": ["005ea2"],
        **{f"open311:{what}": ["json"] for what in ("discovery", "services", "requests", "updates")},
        **{f"open311:{what}": ["none", "json"] for what in ("definition", "request", "token")},
        **{f"concerns:report_{page}": [draft] for page in pages},
        "permits:kind": ["block_party"],
        **{f"permits:{page}": [form.token] for page in ("step", "check")},
        "concerns:draft_photo": [draft, "none"],
        "concerns:icon": ["192"],
        "casework:follow_photo": ["none"],
        "casework:follow_move": ["none"],
        "casework:follow_line": ["1"],
        "casework:stages": ["concern"],
        "casework:new_receipt": ["none"],
        "casework:words": ["en"],
        "concerns:confirm_subscription": [wish.token],
        "concerns:end_subscription": [wish.token],
        "concerns:public_problem": [str(larkspur.things["problem"])],
        "concerns:public_concern": [str(larkspur.things["concern"])],
        "concerns:follow_concern": [str(larkspur.things["concern"])],
        "concerns:public_photo": [str(larkspur.things["concern"]), "none"],
    }
    assert set(taking_posts(browser, arguments)) == {*LIMITED, *FREE}
    assert {name: form.limit.key.partition(":")[0] for name, form in forms.items()} == {
        name: limit.key for name, limit in LIMITED.items()
    }


@pytest.mark.parametrize("name", sorted(LIMITED))
def test_the_last_try_is_taken_and_the_next_is_not(
    name: str, browser: Client, forms: dict[str, Form], at: datetime
) -> None:
    form = forms[name]
    fill(form, at, but=1)
    assert form.send(browser).status_code in (200, 302)
    before = stored()
    refused = form.send(browser)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "600"
    assert stored() == before
    assert escape(form.seen) in refused.text
    assert "Nothing was sent yet. Your words are still in the form." in refused.text
    assert "Please try again in 10 minutes." in refused.text
    # One's own survey is counted wherever it is opened; all else by where it comes from.
    neighbour = form.send(browser, address=NEIGHBOUR).status_code
    assert (neighbour == 429) == (name == "surveys:personal")
    with clock.standing_at(at + timedelta(minutes=10)):
        assert form.send(browser).status_code in (200, 302)


def test_it_is_said_in_the_readers_language(browser: Client, forms: dict[str, Form], at: datetime) -> None:
    fill_all(forms, at)
    for language, when in (("es", "inténtelo de nuevo en 10 minutos"), ("ar", "بعد 10 دقائق")):
        with translation.override(language):
            kept = translation.gettext("Nothing was sent yet. Your words are still in the form.")
        for name, form in forms.items():
            page = form.send(browser, language).text
            assert kept in page, name
            assert when in page, name
            assert "Nothing was sent yet" not in page, name
            assert "came very often" not in page, name


def test_a_refusal_leaves_no_line_in_the_log(
    browser: Client, forms: dict[str, Form], at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    fill_all(forms, at)
    caplog.clear()
    assert [form.send(browser).status_code for form in forms.values()] == [429] * len(forms)
    assert caplog.messages == []


def test_a_kiosk_starts_afresh_after_a_refusal_too(
    browser: Client, forms: dict[str, Form], at: datetime
) -> None:
    fill(forms["surveys:kiosk"], at)
    assert "/survey/kiosk/larkspur/" in forms["surveys:kiosk"].send(browser)["Refresh"]


def test_after_all_forms_were_sent_no_table_holds_the_address(
    browser: Client, forms: dict[str, Form]
) -> None:
    for form in forms.values():
        form.send(browser)
        form.send(browser, address="2001:db8:77:77::9")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            held = str(cursor.fetchall())
            assert VISITOR not in held, table
            assert "2001:db8:77" not in held, table
