"""Who stands at the door, as far as a limit has to know."""

from django.conf import settings
from django.http import HttpRequest

from commonbeat.ground.throttle.rules import network_of, visitor_address


def visitor_of(request: HttpRequest) -> str:
    """Return the network a request comes from, to be counted and never to be stored."""
    connected = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    return network_of(visitor_address(connected, forwarded, settings.TRUSTED_PROXIES))
