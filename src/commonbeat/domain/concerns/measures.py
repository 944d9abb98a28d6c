"""The figures that concerns can give. Every page, file and interface asks these."""

from django.utils.translation import gettext_lazy as _

from commonbeat.engine.measures.choices import Measure

SMALLEST_N = 10
# Concerns that everyone can see one by one, and those of which only sums are ever shown. Never added up.
PUBLIC, PRIVATE = "public", "private"

CONFIRMED_FIXED = Measure(
    key="confirmed_fixed",
    name=_("Confirmed fixed"),
    definition=_(
        "After a concern is closed we ask the person who sent it: is it fixed? Of those who answered, the "
        "share whose last answer is yes. Who says nothing counts neither way, and what we think ourselves is "
        "not counted."
    ),
    formula=_("100 times the concerns confirmed as fixed, divided by the concerns whose sender answered"),
    strata=(PUBLIC, PRIVATE),
    smallest_n=SMALLEST_N,
)
ANSWERED = Measure(
    key="fixed_answered",
    name=_("Answered our question"),
    definition=_(
        "Of the people whom we asked whether it is fixed, the share who answered. Those who answered before "
        "we asked are not in it."
    ),
    formula=_("100 times the concerns whose sender answered when asked, divided by the concerns asked about"),
    strata=(PUBLIC,),
    smallest_n=SMALLEST_N,
)
CLOSED_IN_TIME = Measure(
    key="closed_in_time",
    name=_("Closed by the day we promised"),
    definition=_(
        "Of the concerns that were closed or whose promised day is over, the share closed by that day. Time "
        "in which we waited for an answer or for another agency moves the day."
    ),
    formula=_("100 times the concerns closed by their day, divided by the concerns closed or past their day"),
    strata=(PUBLIC,),
    smallest_n=SMALLEST_N,
)
REOPENED = Measure(
    key="reopened",
    name=_("Opened again"),
    definition=_("Of the concerns that we closed, the share whose sender opened it again at least once."),
    formula=_("100 times the concerns opened again, divided by the concerns that were ever closed"),
    strata=(PUBLIC,),
    smallest_n=SMALLEST_N,
)
FIRST_STEP = Measure(
    key="first_step",
    name=_("Time until somebody read it"),
    definition=_(
        "How long it took from the moment a concern came in until our first step, in hours begun. Half of "
        "the concerns waited less than the median, half longer. Those nobody has read yet are not in it."
    ),
    formula=_("The median of the hours begun from coming in to the first step"),
    strata=(PUBLIC,),
    smallest_n=SMALLEST_N,
    interval="Order statistics 95 %",
)
CLOSING = Measure(
    key="closing",
    name=_("Time until it was closed"),
    definition=_(
        "How many days lay between the day a concern came in and the day it was first closed. Those still "
        "open are not in it, so the newest months look quicker than they are."
    ),
    formula=_("The median of the days from the day of coming in to the day of the first closing"),
    strata=(PUBLIC,),
    smallest_n=SMALLEST_N,
    interval="Order statistics 95 %",
)
SHARES = (CONFIRMED_FIXED, ANSWERED, CLOSED_IN_TIME, REOPENED)
MEDIANS = (FIRST_STEP, CLOSING)
MEASURES = {measure.key: measure for measure in (*SHARES, *MEDIANS)}
