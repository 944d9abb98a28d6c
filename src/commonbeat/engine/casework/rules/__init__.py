"""Pure decisions of casework: which moves are open, when a clock is due, what a receipt's words mean."""

from commonbeat.engine.casework.rules.clocks import Calendar, due_at, tolled_days, united
from commonbeat.engine.casework.rules.codes import MOST_READINGS, Wordlist, normalised, stretched
from commonbeat.engine.casework.rules.definitions import faults_of
from commonbeat.engine.casework.rules.moves import fault_of_move, moves_open, needs_unmet
from commonbeat.engine.casework.rules.stages import line_through

__all__ = [
    "MOST_READINGS",
    "Calendar",
    "Wordlist",
    "due_at",
    "fault_of_move",
    "faults_of",
    "line_through",
    "moves_open",
    "needs_unmet",
    "normalised",
    "stretched",
    "tolled_days",
    "united",
]
