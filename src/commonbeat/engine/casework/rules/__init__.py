"""Pure decisions of casework: which moves are open, when a clock is due, what a receipt's words mean."""

from commonbeat.engine.casework.rules.clocks import Calendar, due_at, tolled_days, united
from commonbeat.engine.casework.rules.codes import Wordlist, stretched
from commonbeat.engine.casework.rules.definitions import faults_of
from commonbeat.engine.casework.rules.moves import fault_of_move, moves_open, needs_unmet

__all__ = [
    "Calendar",
    "Wordlist",
    "due_at",
    "fault_of_move",
    "faults_of",
    "moves_open",
    "needs_unmet",
    "stretched",
    "tolled_days",
    "united",
]
