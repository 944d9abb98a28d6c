"""Every address of the house, and who gets through its door: a new address fails here until it is listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonbeat.config.roles import STANDARD_ROLES
from tests.house.conftest import City

ROLES = {role.key for role in STANDARD_ROLES}
CHIEF, SERGEANT, OFFICER = "command", "supervisor", "officer"
DISPATCHER, RELATIONS = "dispatcher", "community_relations"
LIAISON, ADMINISTRATOR = "oversight_liaison", "administrator"
CARERS = {CHIEF, SERGEANT, RELATIONS}  # who look after thanks
ENTRANTS = {DISPATCHER, RELATIONS}  # who type in what was said on paper
CASEWORKERS = {CHIEF, SERGEANT, OFFICER, DISPATCHER, RELATIONS}  # who work on what people report
WRITERS = {CHIEF, RELATIONS}  # who keep words ready for replies


@dataclass(frozen=True)
class Door:
    """`args` name things of the city (":" before a plain word); others than `who` get `refusal`."""

    who: set[str]
    refusal: int = 403
    args: tuple[str, ...] = ()
    is_post: bool = False


def posted(who: set[str], *args: str, refusal: int = 403) -> Door:
    return Door(who, refusal, args, is_post=True)


STAFF_DOORS = {
    "concerns:command_figures": Door(CARERS),
    "concerns:problem_list": Door({*CARERS, OFFICER}),
    "concerns:new_problem": Door(CARERS),
    "concerns:problem": Door({*CARERS, OFFICER}, 404, ("problem",)),
    "concerns:write_stage": Door(CARERS, 404, ("problem", ":scan")),
    "concerns:partners": Door(CARERS, 404, ("problem",)),
    "concerns:periods": Door(CARERS, 404, ("problem",)),
    "concerns:compare": posted(CARERS, "problem", refusal=404),
    "concerns:finish": posted(CARERS, "problem", refusal=404),
    "concerns:join": Door(CARERS, 404, ("problem",)),
    "concerns:leave": posted(CARERS, "problem", "joined", refusal=404),
    "concerns:show": Door(CARERS, 404, ("problem",)),
    "casework:desk": Door(ROLES - {ADMINISTRATOR}),
    "casework:give_on": posted(ROLES - {ADMINISTRATOR}),
    "casework:mark_seen": posted({CHIEF}, "told", refusal=404),
    "casework:queues": Door({CHIEF, ADMINISTRATOR}),
    "casework:queue": Door({CHIEF, ADMINISTRATOR}, args=("queue",)),
    "casework:end_queue": posted({CHIEF, ADMINISTRATOR}, "queue"),
    "casework:replies": Door(WRITERS),
    "casework:new_reply": Door(WRITERS),
    "casework:reply": Door(WRITERS, args=("ready_words",)),
    "casework:end_reply": posted(WRITERS, "ready_words"),
    "casework:case": Door(CASEWORKERS, 404, ("concern",)),
    "casework:line": Door(CASEWORKERS, 404, ("concern", "line")),
    "casework:move": Door(CASEWORKERS, 404, ("concern", ":close")),
    "casework:assign": Door(CASEWORKERS, 404, ("concern",)),
    "casework:put_in_queue": Door(CASEWORKERS, 404, ("concern",)),
    "casework:write": Door(CASEWORKERS, 404, ("concern",)),
    "casework:note": Door(CASEWORKERS, 404, ("concern",)),
    "casework:mark_read": posted(CASEWORKERS, "concern", refusal=404),
    "casework:add_files": Door(CASEWORKERS, 404, ("concern",)),
    "casework:file": Door(CASEWORKERS, 404, ("concern", "case_file")),
    "casework:show_file": posted(CASEWORKERS, "concern", "case_file", refusal=404),
    "casework:set_private": Door(CASEWORKERS, 404, ("concern",)),
    "casework:join": Door(CASEWORKERS, 404, ("concern",)),
    "casework:part": posted(CASEWORKERS, "concern", refusal=404),
    "casework:stop_clock": Door(CASEWORKERS, 404, ("concern", "clock")),
    "casework:resume_clock": posted(CASEWORKERS, "concern", "clock", refusal=404),
    "casework:extend_clock": Door(CASEWORKERS, 404, ("concern", "clock")),
    "concerns:take": Door(CASEWORKERS),
    "concerns:concern": Door(CASEWORKERS, 404, ("concern",)),
    "concerns:change_kind": posted(CASEWORKERS, "concern", refusal=404),
    "concerns:look": Door(CARERS, 404, ("concern",)),
    "concerns:cover": Door(CARERS, 404, ("concern", "case_file")),
    "concerns:hand_off": posted(CARERS, "concern", refusal=404),
    "concerns:take_back": posted(CARERS, "concern", refusal=404),
    "concerns:kinds": Door(WRITERS),
    "concerns:adopt": posted(WRITERS),
    "concerns:kind": Door(WRITERS, args=(":graffiti",)),
    "concerns:end_kind": posted(WRITERS, ":graffiti"),
    "concerns:routing": Door(WRITERS),
    "concerns:move_up": posted(WRITERS, "routing_rule"),
    "concerns:end_rule": posted(WRITERS, "routing_rule"),
    "concerns:agencies": Door(WRITERS),
    "concerns:end_agency": posted(WRITERS, "street_works"),
    "concerns:known_places": Door(WRITERS),
    "dashboards:work": Door(ROLES),
    "dashboards:me": Door(ROLES),
    "dashboards:officers": Door(ROLES),
    "dashboards:officer": Door({SERGEANT, OFFICER}, args=("officer",)),
    "dashboards:command": Door(CARERS),
    "dashboards:figures_file": Door(CARERS, args=(":area",)),
    "dashboards:settings": Door({CHIEF, ADMINISTRATOR}),
    "dashboards:setting": Door({CHIEF, ADMINISTRATOR}, args=(":messaging.daily_cap",)),
    "retention:schedule": Door({CHIEF, ADMINISTRATOR}),
    "retention:place": posted({CHIEF, ADMINISTRATOR}),
    "retention:hold": Door({CHIEF, ADMINISTRATOR}, args=("hold",)),
    "calls:decisions": Door(CARERS),
    "calls:decision": Door(CARERS, args=("call",)),
    "calls:types": Door({CHIEF}),
    "calls:end_type": posted({CHIEF}),
    "calls:rules": Door({CHIEF}),
    "calls:rule": Door({CHIEF}, args=(":survey",)),
    "calls:protection": Door(ENTRANTS),
    "calls:end_protection": posted(ENTRANTS, "mark"),
    "messaging:conversations": Door({CHIEF, SERGEANT, *ENTRANTS}),
    # Who answers for emergencies but reads no conversations may open those with an open alert alone.
    "messaging:conversation": Door({CHIEF, RELATIONS}, 404, ("contact",)),
    "messaging:acknowledge": posted({CHIEF, SERGEANT, *ENTRANTS}, "alert"),
    "messaging:answer": posted({RELATIONS}, "contact"),
    "messaging:close": posted({RELATIONS}, "contact"),
    "messaging:stop": posted({RELATIONS}, "contact"),
    "messaging:templates": Door({CHIEF, RELATIONS}),
    "messaging:new_template": Door({RELATIONS}),
    "messaging:template": Door({CHIEF, RELATIONS}, args=(":call_received", ":en")),
    "messaging:edit_template": Door({RELATIONS}, args=(":call_received", ":en")),
    "messaging:approve": posted({CHIEF, RELATIONS}, "wording"),
    "messaging:retire": posted({CHIEF, RELATIONS}, "wording"),
    "messaging:blocks": Door({RELATIONS}),
    "messaging:add_block": posted({RELATIONS}),
    "messaging:search_blocks": posted({RELATIONS}),
    "messaging:lift_block": posted({RELATIONS}, "block"),
    "surveys:instruments": Door({CHIEF, RELATIONS}),
    "surveys:approve": posted({CHIEF, RELATIONS}, "questions", ":en"),
    "surveys:publish": posted({CHIEF, RELATIONS}, "questions"),
    "surveys:rewrite": Door({CHIEF, RELATIONS}, args=("questions",)),
    "surveys:poster": Door(ENTRANTS),
    "surveys:enter": Door(ENTRANTS),
    "permits:settings": Door({CHIEF, RELATIONS}),
    "permits:version": Door({CHIEF, RELATIONS}, args=(":block_party",)),
    "permits:add_part": posted({CHIEF, RELATIONS}, ":block_party", ":checklist"),
    "permits:drop_part": posted({CHIEF, RELATIONS}, ":block_party", ":checklist", ":neighbors"),
    "permits:permit": Door({CHIEF, SERGEANT, OFFICER, RELATIONS, LIAISON}, 404, ("permit",)),
    "permits:act": posted({CHIEF, RELATIONS, LIAISON}, "permit", ":complete", refusal=404),
    "conduct:thanks": Door(ROLES),
    "conduct:one_waiting": Door(CARERS, 404, ("waiting",)),
    "conduct:look_at": posted(CARERS, "waiting", refusal=404),
    "conduct:match": posted(CARERS, "waiting", refusal=404),
    "conduct:set_aside": posted(CARERS, "waiting", refusal=404),
    "conduct:settle_reply": Door(CARERS, 404, ("reply",)),
    "conduct:one_delivered": Door({SERGEANT, OFFICER}, 404, ("delivered",)),
    "conduct:commend": posted({SERGEANT}, "delivered", "officer", refusal=404),
    "conduct:commendations": Door(ROLES),
    "conduct:call_backs": Door({CHIEF, SERGEANT, LIAISON}),
    # The resident has asked for no complaint, so it is not the liaison's; and it is about the officer.
    "conduct:one_call_back": Door({CHIEF, SERGEANT}, 404, ("call_back",)),
    "conduct:show_number": posted({CHIEF, SERGEANT}, "call_back", refusal=404),
    "conduct:assign": posted({CHIEF, SERGEANT}, "call_back", refusal=404),
    "conduct:reached": posted({CHIEF, SERGEANT}, "call_back", refusal=404),
    "conduct:close": posted({CHIEF, SERGEANT}, "call_back", refusal=404),
    "conduct:hand_over": posted(set(), "call_back", refusal=404),
    "open311:keys": Door({ADMINISTRATOR}),
    "open311:end_key": posted({ADMINISTRATOR}, "program"),
    "open311:partner": Door({ADMINISTRATOR}, args=("partner_server",)),
    "open311:hand_offs": Door(CARERS),
    "open311:settle": posted(CARERS, "unsure"),
}
# One's own account; a person who is not signed in is sent to sign in.
OWN_ACCOUNT = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "socialaccount_connections",
}
# The way in, open to anyone.
SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}
PUBLIC = {
    "portal:home",
    "portal:trust",
    "portal:figures",
    "portal:ours",
    "healthz",
    "readyz",
    "security_txt",
    "ledger:book",
    "ledger:check_receipt",
    "ledger:checkpoint",
    "ledger:key",
    "ledger:tile",
    "ui:accent",
    "ui:language",
    "messaging:unsubscribe",
    "surveys:here",
    "surveys:here_thanks",
    "surveys:here_at",
    "surveys:kiosk",
    "surveys:kiosk_thanks",
    "surveys:personal",
    "surveys:personal_thanks",
    "permits:kinds",
    "permits:register",
    "permits:kind",
    "permits:step",
    "permits:check",
    "permits:yours",
    "permits:answer",
    "permits:appeal",
    "permits:own_words",
    "permits:renew",
    "casework:follow",
    "casework:followed",
    "casework:follow_write",
    "casework:follow_photos",
    "casework:follow_photo",
    "casework:follow_notices",
    "casework:follow_line",
    "casework:leave",
    "casework:follow_end",
    "casework:stages",
    "casework:follow_close",
    "casework:follow_move",
    "casework:new_receipt",
    "casework:words",
    "conduct:give_thanks",
    "conduct:check_thanks",
    "conduct:send_thanks",
    "conduct:thanks_sent",
    "concerns:areas",
    "concerns:places",
    "concerns:manifest",
    "concerns:icon",
    "concerns:worker",
    "concerns:phone",
    "concerns:phone_send",
    "concerns:report",
    "concerns:report_kind",
    "concerns:report_stop",
    "concerns:report_photo",
    "concerns:draft_photo",
    "concerns:report_place",
    "concerns:report_details",
    "concerns:report_alike",
    "concerns:report_contact",
    "concerns:report_check",
    "concerns:report_send",
    "concerns:report_drop",
    "concerns:concerns",
    "concerns:map",
    "concerns:feed",
    "concerns:atom",
    "concerns:subscribe",
    "concerns:subscribe_asked",
    "concerns:confirm_subscription",
    "concerns:end_subscription",
    "concerns:figures",
    "concerns:figures_file",
    "concerns:problems",
    "concerns:public_problem",
    "concerns:public_concern",
    "concerns:follow_concern",
    "concerns:public_photo",
    "api:openapi-json",
    "api:api-root",
    *(f"open311:{name}" for name in ("discovery", "services", "definition", "requests", "request", "token")),
    "open311:updates",
    "open311:nothing",
}
# What programs call: without a key or a signature nothing is heard.
PROGRAMS = {"api:tell": 401, "messaging:twilio_sms": 403, "messaging:twilio_status": 403}
SANDBOX = "demo"


def names(patterns: list[URLPattern | URLResolver], space: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*space, pattern.namespace) if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield ":".join([*space, str(pattern.name)])


def address_of(name: str, door: Door, things: Mapping[str, object]) -> str:
    return reverse(name, args=[a[1:] if a.startswith(":") else things[a] for a in door.args])


def knock(client: Client, name: str, door: Door, things: Mapping[str, object]) -> HttpResponse:
    """Try the door and undo what came of it."""
    with transaction.atomic():
        address = address_of(name, door, things)
        sent = {"on": "2026-06-10", "key": things["type"]}
        answer = client.post(address, sent) if door.is_post else client.get(address)
        transaction.set_rollback(True)
    return answer  # type: ignore[return-value]


def test_every_address_is_listed() -> None:
    listed = {*STAFF_DOORS, *OWN_ACCOUNT, *SIGNING_IN, *PUBLIC, *PROGRAMS}
    there = {name for name in names(get_resolver().url_patterns) if not name.startswith(SANDBOX)}
    assert there == listed


def test_the_handset_is_there_in_the_demo_only() -> None:
    is_there = any(name.startswith(SANDBOX) for name in names(get_resolver().url_patterns))
    assert is_there == settings.DEMO


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_opens_its_doors_and_no_other(role: str, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    client = larkspur.client(role)
    wrong = {}
    for name, door in STAFF_DOORS.items():
        status = knock(client, name, door, larkspur.things).status_code
        is_right = status in (200, 302, 409, 422) if role in door.who else status in {403, door.refusal}
        if not is_right:
            wrong[name] = status
    assert wrong == {}


def test_chief_of_another_agency_has_no_post_here(larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, elm = larkspur_and_elm
    stranger = Client(headers={"host": larkspur.agency.hostname})
    stranger.force_login(elm.posts[CHIEF].person)  # type: ignore[arg-type]
    answers = {name: knock(stranger, name, door, larkspur.things) for name, door in STAFF_DOORS.items()}
    assert {name for name, answer in answers.items() if answer.status_code != 403} == set()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_things_of_another_agency_are_not_here(role: str, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, elm = larkspur_and_elm
    client = larkspur.client(role)
    theirs = {
        name: door for name, door in STAFF_DOORS.items() if any(not a.startswith(":") for a in door.args)
    }
    answers = {name: knock(client, name, door, elm.things).status_code for name, door in theirs.items()}
    assert {name: status for name, status in answers.items() if status not in (403, 404)} == {}
    seen = {name for name, door in theirs.items() if role in door.who and answers[name] != 404}
    assert seen == set()


def test_nobody_is_sent_to_sign_in(client: Client, larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    own = {name: Door(set()) for name in OWN_ACCOUNT if "remove" not in name and "edit" not in name}
    for name, door in (STAFF_DOORS | own).items():
        answer = knock(client, name, door, larkspur.things)
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/staff/sign-in/"), name


def test_programs_need_a_key_or_a_signature(client: Client, larkspur_and_elm: tuple[City, City]) -> None:
    for name, status in PROGRAMS.items():
        answer = client.post(reverse(name), "[]", content_type="application/json")
        assert answer.status_code == status, name


def test_an_act_is_never_a_link(larkspur_and_elm: tuple[City, City]) -> None:
    larkspur, _elm = larkspur_and_elm
    acts = {name: door for name, door in STAFF_DOORS.items() if door.is_post and door.who}
    for name, door in acts.items():
        answer = larkspur.client(min(door.who)).get(address_of(name, door, larkspur.things))
        assert answer.status_code == 405, name
