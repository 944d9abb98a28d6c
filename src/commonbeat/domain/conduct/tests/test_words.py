"""Which words are praise, which tell of misconduct, and what a denial does to either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.conduct.rules import cause_of, is_thanks, misconduct_words, thanks_words
from commonbeat.domain.conduct.rules.words import fold

MISCONDUCT = [
    "He was so rude to me",
    "not only rude but violent",
    "I can't believe how rude he was",
    "officer yelled at me for nothing",
    "they pushed me against the car",
    "The officer slammed me to the ground",
    "he called me a liar and was racist",
    "I felt racially profiled",
    "searched my car without a warrant",
    "They had no warrant!",
    "He threatened me with arrest",
    "used excessive force on my brother",
    "pulled his gun on my kid",
    "he took my money",
    "smelled of alcohol, I think he was drunk",
    "the dispatcher was very unprofessional",
    "I want to file a complaint",
    "handcuffs were way too tight",
    "turned off his body camera",
    "refused to give me his badge number",
    "My neighbor was loud and then the officer hit me",
    "El oficial fue muy grosero",
    "me empujó contra la pared",
    "nos gritaron sin razón",
    "fue racista conmigo",
    "Me golpearon en el suelo",
    "me pidieron mordida",
    "entraron sin orden judicial",
    "quiero poner una queja",
    "se burló de mí",
    "me amenazó con llamar a inmigración",
    "No solo fue grosero, también mintió",
]
NOT_MISCONDUCT = [
    "Everyone was kind",
    "He was not rude at all",
    "never rude, always polite",
    "They weren't disrespectful",
    "without being rude or condescending",
    "He never yelled at me",
    "My ex hit me and the officers were wonderful",
    "a man threatened me, and the police came fast",
    "someone stole my money, thank you for finding it",
    "The driver who hit me was caught",
    "my neighbor yelled at me all night",
    "No fue grosero",
    "nunca nos gritaron",
    "un hombre me golpeó y ustedes llegaron rápido",
    "El ladrón me robó y lo encontraron",
    "sin ser grosero nos explicó todo",
    "5",
    "",
]


@pytest.mark.req("A11")
@pytest.mark.parametrize("text", MISCONDUCT)
def test_words_of_misconduct_are_heard(text: str) -> None:
    assert misconduct_words(text)


@pytest.mark.req("A11")
@pytest.mark.parametrize("text", NOT_MISCONDUCT)
def test_praise_denials_and_deeds_of_others_are_not_misconduct(text: str) -> None:
    assert misconduct_words(text) == ()


@pytest.mark.parametrize(
    ("rating", "comment", "expected"),
    [
        (5, "He stayed until we felt safe", True),
        (4, "quick", True),
        (3, "thank you for coming", True),
        (None, "Muchas gracias", True),
        (3, "it was ok I guess", False),
        (None, "no thanks", False),
        (3, "thanks for nothing", False),
        (2, "thank you", False),
        (5, "no", False),
        (5, "N/A", False),
        (5, "", False),
        (5, "👍", False),
        (5, "great but he was racist", False),
        (None, "gracias por nada", False),
    ],
)
def test_which_comments_are_thanks(rating: int | None, comment: str, expected: bool) -> None:
    assert is_thanks(rating, comment) is expected


@pytest.mark.parametrize(
    ("rating", "comment", "cause"),
    [
        (1, "", "low_rating"),
        (2, "slow", "low_rating"),
        (3, "slow", ""),
        (None, "", ""),
        (5, "he was rude", "misconduct_words"),
        (1, "he was rude", "misconduct_words"),
    ],
)
def test_what_calls_for_a_call_back(rating: int | None, comment: str, cause: str) -> None:
    assert cause_of(rating, comment) == cause


def test_denied_praise_is_no_praise() -> None:
    assert thanks_words("not helpful, not excellent") == ()


@given(st.text(max_size=200))
def test_no_text_is_both_thanks_and_a_reason_to_call(text: str) -> None:
    for rating in (None, 1, 2, 3, 4, 5):
        assert not (is_thanks(rating, text) and cause_of(rating, text))


@given(st.sampled_from(MISCONDUCT), st.sampled_from(["", "  ", "\n", "!!! "]))
def test_case_and_accents_do_not_hide_words(text: str, around: str) -> None:
    assert misconduct_words(around + text.upper() + around)
    assert misconduct_words(fold(text))
