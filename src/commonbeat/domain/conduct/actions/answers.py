"""What is done with the answers to a survey as they come in."""

from datetime import datetime

from commonbeat.domain.conduct.actions.call_backs import open_if_needed
from commonbeat.domain.conduct.actions.offers import offer
from commonbeat.domain.conduct.actions.thanks import receive_answers
from commonbeat.engine.surveys.models import Response


def take_up(*, response: Response, at: datetime) -> None:
    """Open a call-back or keep the thanks, and ask what the person wants; doing it again changes nothing."""
    call_back = open_if_needed(response=response, at=at)
    receive_answers(response=response, at=at)
    if call_back is not None:
        offer(call_back=call_back, at=at)
