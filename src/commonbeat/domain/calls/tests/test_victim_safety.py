"""The calls that nobody is ever texted about, in the spellings that dispatch systems use."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.calls.rules.decisions import Outcome, Policy, Reason, decide
from commonbeat.domain.calls.rules.facts import CallFacts, type_key
from commonbeat.domain.calls.rules.victim_safety import Category, excluded, plain_words

SPELLINGS: dict[Category, list[str]] = {
    Category.DOMESTIC: [
        *(
            "DOMESTIC VIOLENCE",
            "DV",
            "D.V.",
            "dv - no aslt",
            "DOM",
            "DOM DIST",
            "DOMESTIC-PHYSICAL",
            "Dom. Viol.",
        ),
        *(
            "FAMILY OFFENSE",
            "FAM DIST",
            "Family Disturbance",
            "--DV - ARGUMENTS, DISTURBANCE (NO ARREST)",
            "DV1",
        ),
        *(
            "ASLT - DV CRITICAL",
            "DVRO VIOL",
            "DomesticViolence",
            "DOMESTIC_DISTURBANCE",
            "SPOUSAL ABUSE",
            "IPV",
        ),
        *(
            "INTIMATE PARTNER",
            "EX-PARTNER PROBLEM",
            "STRANGULATION",
            "273.5 PC",
            "243(E)(1)",
            "CHILD CUSTODY",
        ),
        *(
            "Violencia doméstica",
            "VIOLENCIA FAMILIAR",
            "DISPUTA CON PAREJA",
            "415DV",
            "DVASLT",
            "DATING VIOLENCE",
        ),
    ],
    Category.SEXUAL: [
        *(
            "RAPE",
            "SEX OFF",
            "SEX CRIME",
            "SEXUAL ASSAULT FEL.",
            "Sex Offense-Adult",
            "SODOMY",
            "LEWD CONDUCT",
        ),
        *(
            "INDECENT EXPOSURE",
            "PEEPING TOM",
            "VOYEURISM",
            "MOLESTING",
            "PROSTITUTION",
            "S.A.N.E. EXAM",
            "CSC 1ST",
        ),
        *("GROPING", "Abuso sexual", "VIOLACIÓN", "261 PC", "314", "SEX IN PUBLIC PLACE (INCL MASTURBATION)"),
    ],
    Category.CHILD: [
        *(
            "CHILD ABUSE",
            "CHILD NEGLECT",
            "CPS REFERRAL",
            "C.P.S.",
            "DCFS",
            "CHILD ENDANGERMENT",
            "AMBER ALERT",
        ),
        *("INFANT LEFT IN CAR", "ABUSE/NEGLECT", "Maltrato de menores", "NIÑO SOLO", "11166 PC"),
    ],
    Category.ELDER: ["ELDER ABUSE", "ELDERLY EXPLOIT", "APS REFERRAL", "DEPENDENT ADULT", "VULNERABLE ADULT"],
    Category.TRAFFICKING: ["HUMAN TRAFFICKING", "HUMAN TRAF", "SMUGGLING", "PANDERING"],
    Category.STALKING: [
        *(
            "STALKING",
            "HARASSMENT",
            "HARAS - NO BIAS OR THREATS",
            "TRO VIOLATION",
            "PROTECTION ORDER VIOL",
            "PFA",
        ),
        *(
            "VIOL OF RESTRAINING ORDER",
            "ORDER OF PROTECTION",
            "THREATS (INCLS IN-PERSON/BY PHONE)",
            "MENACING",
        ),
        *(
            "TERRORISTIC THREATS",
            "OBSCENE CALLS",
            "AMENAZAS",
            "ORDEN DE RESTRICCIÓN",
            "PROWLER",
            "EPO SERVICE",
        ),
    ],
    Category.CRISIS: [
        *(
            "SUICIDE - CRITICAL",
            "SUICIDAL SUBJ",
            "MENTAL HEALTH",
            "M-H",
            "MH TRANSPORT",
            "5150",
            "W&I 5150 EVAL",
        ),
        *(
            "PSYCH EVAL",
            "CRISIS COMPLAINT - GENERAL",
            "EDP",
            "BAKER ACT",
            "CIT CALL",
            "WELFARE CHECK",
            "WELL BEING CK",
        ),
        *(
            "Chk Welfare",
            "SELF HARM",
            "JUMPER ON BRIDGE",
            "EMOTIONALLY DISTURBED",
            "SUICIDIO",
            "DETOX",
            "MAN DOWN",
        ),
    ],
    Category.DEATH: [
        *(
            "DOA",
            "D.O.A.",
            "SUDDEN DEATH",
            "DEATH INVEST",
            "HOMICIDE",
            "MURDER",
            "UNATTENDED DEATH",
            "DEAD BODY",
        ),
        *(
            "OBS - DOA - CASUALTY, DEAD BODY",
            "FATAL ACCIDENT",
            "CORONER",
            "MUERTE",
            "DROWNING",
            "NOTIFY NEXT OF KIN",
        ),
    ],
    Category.JUVENILE: [
        *(
            "JUV",
            "JUVENILE PROBLEM",
            "JUV - RUNAWAY",
            "RUNAWAY",
            "MINOR IN POSSESSION",
            "TRUANCY",
            "CURFEW VIOL",
        ),
        *("UNRULY TEEN", "KIDS ON ROOF", "601 WIC"),
    ],
    Category.MISSING: [
        "MISSING PERSON",
        "MISSING ADULT",
        "MSNG",
        "SILVER ALERT",
        "ABDUCTION",
        "KIDNAPPING",
        "SECUESTRO",
    ],
    Category.OFFICER: [
        "OFFICER INVOLVED SHOOTING",
        "OIS",
        "USE OF FORCE",
        "SHOTS FIRED",
        "PURSUIT",
        "11-99",
        "OFFICER DOWN",
    ],
    Category.HATE: ["HATE INCIDENT", "BIAS REPORT", "RACIAL SLURS"],
    Category.VIOLENCE: [
        *(
            "ASSAULT/BATTERY MISD.",
            "ASLT",
            "A.D.W.",
            "BATTERY",
            "ROBBERY",
            "STRONG ARM ROBB",
            "CARJACKING",
            "GUN/WEAPON",
        ),
        *(
            "BRANDISHING",
            "STABBING",
            "HOSTAGE",
            "BARRICADED SUBJ",
            "FIGHT",
            "KNIFE",
            "ACTIVE ATTACKER",
            "BOMB THREAT X",
        ),
        *(
            "HOME INVASION",
            "PANIC ALARM",
            "SHOT HEARD",
            "ROBO A MANO ARMADA",
            "PELEA",
            "TIROTEO",
            "PERSON ARMED",
        ),
    ],
    Category.MEDICAL: [
        *(
            "EMS: FALL VICTIM",
            "EMS: ASSAULT VICTIM",
            "OVERDOSE",
            "O.D.",
            "CARDIAC ARREST",
            "MVA W/INJ",
            "INJURY ACCIDENT",
        ),
        *(
            "SICK PERSON",
            "UNCONSCIOUS",
            "AMBULANCE REQUEST",
            "Assist Medic",
            "TRAFFIC-PI ACCIDENT",
            "HERIDO",
            "DOG BITE",
        ),
    ],
    Category.ARRESTEE: [
        *(
            "ARREST",
            "PHYSICAL ARREST MADE",
            "WARRANT SERVICE",
            "WANTED SUBJ",
            "PRISONER TRANSPORT",
            "IN-CUSTODY",
        ),
        *("DUI", "D.W.I.", "TRAFFIC STOP", "SUSPECT INFO", "PAROLE CHECK", "DETENIDO"),
    ],
    Category.SEALED: [
        "CONFIDENTIAL",
        "SEALED RECORD",
        "INFORMANT MEET",
        "DO NOT CONTACT",
        "NARCOTICS",
        "GANG ACTIVITY",
    ],
}
PAIRS = [(category, text) for category, texts in SPELLINGS.items() for text in texts]
EVERYDAY = [
    *(
        "NOISE COMPLAINT",
        "PARKING VIOLATION (EXCEPT ABANDONED CAR)",
        "VANDALISM",
        "THEFT - CAR PROWL",
        "BURGLARY AUTO",
    ),
    *(
        "Traffic: DISABLED VEHICLE -",
        "LOST PROPERTY",
        "ABANDONED VEHICLE",
        "BARKING DOG",
        "GRAFFITI",
        "TREE DOWN",
    ),
    *(
        "REPORT WRITTEN (NO ARREST)",
        "MVC - NON INJURY, BLOCKING",
        "DEAD ANIMAL IN ROAD",
        "DEAD END ST BLOCKED",
    ),
    *(
        "ASSISTANCE RENDERED",
        "STREET LIGHT OUT",
        "BURGLARY - RESIDENTIAL, UNOCCUPIED",
        "MINOR ACCIDENT",
        "SCRAPED PAINT",
    ),
    *("ILLEGAL DUMPING", "HOUSEHOLD TRASH", "DVD PLAYER STOLEN", "Ruido", "FIREWORKS", "MUNICIPAL CODE"),
]


@pytest.mark.req("A2")
@pytest.mark.parametrize(("category", "text"), PAIRS)
def test_every_spelling_is_never_texted(category: Category, text: str) -> None:
    assert excluded([text]) is not None
    assert decide(CallFacts(text), Policy(frozenset({type_key(text)}))).reason is Reason.VICTIM_SAFETY


def test_the_table_is_long_and_most_reasons_are_the_expected_ones() -> None:
    assert len(PAIRS) >= 120
    right = sum(excluded([text]) is category for category, text in PAIRS)
    assert right / len(PAIRS) > 0.9


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_calls_may_be_allowed(text: str) -> None:
    assert excluded([text]) is None


@pytest.mark.req("A2")
@pytest.mark.parametrize("place", ["type_initial", "type_final", "type_class", "disposition"])
def test_one_word_in_any_text_is_enough(place: str) -> None:
    changed: dict[str, Any] = {place: "DV"}
    facts = replace(CallFacts("NOISE"), **changed)
    policy = Policy(frozenset({"NOISE", "DV"}))
    assert decide(facts, policy).reason is Reason.VICTIM_SAFETY


@pytest.mark.req("A2")
def test_a_type_nobody_knows_is_not_texted() -> None:
    policy = Policy(frozenset({"NOISE"}))
    assert decide(CallFacts("NOISE"), policy).outcome is Outcome.SEND
    assert decide(CallFacts("NOISE 2"), policy).reason is Reason.NOT_ON_ALLOW_LIST
    assert decide(CallFacts(""), policy).reason is Reason.UNKNOWN_TYPE
    assert decide(CallFacts(" - "), policy).reason is Reason.UNKNOWN_TYPE


def test_letters_that_cannot_be_read_mean_no() -> None:
    assert excluded(["СЕКС"]) is Category.UNREADABLE
    assert excluded(["騒音"]) is Category.UNREADABLE


PADDING = st.text(alphabet=" \t\n-–—_.,;:/()[]*#'\"​\u00a0", max_size=6)


@pytest.mark.req("A2")
@given(st.sampled_from(PAIRS), PADDING, PADDING)
def test_padding_never_lifts_an_exclusion(pair: tuple[Category, str], before: str, after: str) -> None:
    assert excluded([before + pair[1] + after]) is not None


@given(st.sampled_from(PAIRS), st.lists(st.booleans(), min_size=60, max_size=60))
def test_case_never_lifts_an_exclusion(pair: tuple[Category, str], upper: list[bool]) -> None:
    text = "".join(c.upper() if up else c.lower() for c, up in zip(pair[1], upper, strict=False))
    assert excluded([text]) is not None


@given(st.sampled_from(PAIRS), st.sampled_from(EVERYDAY))
def test_other_words_beside_it_never_lift_an_exclusion(pair: tuple[Category, str], other: str) -> None:
    if pair[1] not in ("314", "SUSPECT INFO", "INFANT LEFT IN CAR"):
        assert excluded([f"{other} / {pair[1]}"]) is not None
    assert excluded([other, pair[1]]) is not None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    excluded([text])
    assert plain_words(text) == plain_words(plain_words(text))


@given(st.text(max_size=60))
def test_a_type_key_is_stable(text: str) -> None:
    assert type_key(type_key(text)) == type_key(text)
