"""Decides when a window begins and ends, and which network a visitor comes from."""

import math
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The least that a household is given; within it the telephone changes its address as it likes.
IPV6_HOUSEHOLD = 64
UNKNOWN = "unknown"


def window_at(at: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """Return the beginning of the window that holds `at`, and its end, which is no part of it."""
    begins = EPOCH + (at - EPOCH) // length * length
    return begins, begins + length


def seconds_to_wait(ends_at: datetime, at: datetime) -> int:
    """Return the whole seconds until a window is over, at least 1."""
    return max(1, math.ceil((ends_at - at).total_seconds()))


def minutes_to_wait(seconds: int) -> int:
    return max(1, math.ceil(seconds / 60))


def visitor_address(connected: str, forwarded: str, proxies: int) -> str:
    """Return the address that the outermost of our own proxies saw.

    Each proxy adds, at the end of `forwarded` (X-Forwarded-For), whom it was asked by; what stands before
    those entries was written by the visitor and is not believed.
    """
    named = [part.strip() for part in forwarded.split(",") if part.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else connected


def network_of(address: str) -> str:
    """Return an IPv4 address, or the /64 of an IPv6 address; whatever cannot be read counts as one."""
    try:
        read = ip_address(_without_port(address))
    except ValueError:
        return UNKNOWN
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ip_network((int(read), IPV6_HOUSEHOLD), strict=False))


def _without_port(address: str) -> str:
    """Take away the port and brackets that some proxies write: 192.0.2.7:4711, [2001:db8::1]:4711."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
