"""A partner's server may publish what it is told: it hears a person's words only once staff have looked."""

from collections.abc import Callable

from commonbeat.domain.concerns.models import Concern, HandOff
from commonbeat.domain.open311.queries.hand_offs import fields_of

WORDS = "Paint at the blue door. Call 555-0177."


def test_words_go_out_as_staff_let_everyone_read_them(hand_over: Callable[..., HandOff]) -> None:
    row = hand_over("https://works.example", words=WORDS, is_looked_at=False)
    assert fields_of(row, "G1")["description"] == "Graffiti or vandalism"
    Concern.objects.update(looked_at=row.at, public_words="Paint.")
    row.concern.refresh_from_db()
    assert fields_of(row, "G1")["description"] == "Paint."
