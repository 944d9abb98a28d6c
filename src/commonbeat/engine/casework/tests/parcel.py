"""A case type of the tests: a lost parcel. It has every kind of state, move and clock."""

from commonbeat.engine.casework.choices import CaseType, Clock, Move, Need, Outcome, State, Unit, Waits, Who

OUTCOMES = (Outcome("found", "Found", "It was found"), Outcome("gone", "Gone", "It is gone"))

PARCEL = CaseType(
    key="parcel",
    name="Parcel",
    prefix="L",
    sees="parcels.see",
    sees_private="parcels.see_private",
    works="parcels.work",
    leads="parcels.lead",
    page="casework:case",
    line=("received", "acknowledged", "assigned", "in_work", "closed", "confirmed"),
    states=(
        State("received", "Received", "We have it", "Somebody will read it.", usual_days=1),
        State("acknowledged", "Read", "We have read it", "We decide who looks for it.", usual_days=1),
        State("assigned", "Given", "Somebody has it", "It is on a list.", usual_days=3),
        State("in_work", "In work", "We are looking", "We look for it.", usual_days=5),
        State("asked", "Asked", "We asked you", "We need an answer.", Waits.RESIDENT, usual_days=7),
        State("closed", "Closed", "We think it is done", "Tell us.", Waits.RESIDENT, is_open=False),
        State("confirmed", "Confirmed", "You have it", "Good.", Waits.NOBODY, is_open=False),
    ),
    moves=(
        Move(
            "acknowledge",
            "Read",
            ("received",),
            "acknowledged",
            capability="parcels.work",
            public_words="Read.",
        ),
        Move("give", "Give", ("acknowledged",), "assigned", capability="parcels.work", public_words="Given."),
        Move("start", "Start", ("assigned",), "in_work", capability="parcels.work", public_words="Begun."),
        Move(
            "ask", "Ask", ("assigned", "in_work"), "asked", capability="parcels.work", public_words="Asked."
        ),
        Move("answer", "Answer", ("asked",), "assigned", Who.RESIDENT, public_words="Answered."),
        Move(
            "close",
            "Close",
            ("in_work",),
            "closed",
            capability="parcels.work",
            needs=(Need.OUTCOME, Need.REASON),
            outcomes=OUTCOMES,
            public_words="Closed.",
        ),
        Move("confirm", "Yes", ("closed",), "confirmed", Who.RESIDENT, public_words="Confirmed."),
        Move("reopen", "No", ("closed",), "acknowledged", Who.RESIDENT, needs=(Need.REASON,), within_days=30),
    ),
    clocks=(
        Clock("read", "Read it", ("received",), ("acknowledged",), 1),
        Clock("finish", "Finish it", ("received", "acknowledged"), ("closed",), 10, tolled_in=("asked",)),
        Clock("quick", "Call", ("in_work",), ("closed",), 48, Unit.HOURS),
    ),
)
