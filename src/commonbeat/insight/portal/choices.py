"""How often a visitor may ask; to read is never limited."""

from datetime import timedelta

from commonbeat.ground.throttle.choices import Limit

# No ceiling: nothing is stored, and while a fraud goes round a whole town wants to ask.
ASKING = Limit("portal.ours", hits=60, window=timedelta(minutes=10))
