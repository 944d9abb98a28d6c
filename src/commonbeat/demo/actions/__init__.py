"""Every write of the demo: founding the city, living through its days, making something happen."""

from commonbeat.demo.actions.founding import found
from commonbeat.demo.actions.living import City, live_through
from commonbeat.demo.actions.scenes import play

__all__ = ["City", "found", "live_through", "play"]
