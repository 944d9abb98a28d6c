"""When a window begins and ends, how long to wait, and which network a visitor comes from."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.throttle.choices import Limit
from commonbeat.ground.throttle.rules import (
    UNKNOWN,
    minutes_to_wait,
    network_of,
    seconds_to_wait,
    visitor_address,
    window_at,
)

MOMENTS = st.datetimes(datetime(1960, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.integers(1, 7 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))
ADDRESSES = st.ip_addresses().map(str)


@given(MOMENTS, LENGTHS)
def test_a_moment_lies_in_one_window_and_the_next_begins_where_it_ends(
    at: datetime, length: timedelta
) -> None:
    begins, ends = window_at(at, length)
    assert begins <= at < ends == begins + length
    assert window_at(begins, length) == window_at(ends - timedelta.resolution, length) == (begins, ends)
    assert window_at(ends, length)[0] == ends


@given(MOMENTS, LENGTHS)
def test_who_waits_as_long_as_told_waits_long_enough_and_never_longer_than_a_window(
    at: datetime, length: timedelta
) -> None:
    _begins, ends = window_at(at, length)
    wait = seconds_to_wait(ends, at)
    assert ends <= at + timedelta(seconds=wait)
    assert 1 <= wait <= length.total_seconds()
    assert wait <= 60 * minutes_to_wait(wait) < wait + 60


@given(st.lists(ADDRESSES, min_size=0, max_size=4), ADDRESSES, ADDRESSES, st.integers(1, 3))
def test_what_a_visitor_claims_is_never_believed(
    claimed: list[str], visitor: str, proxy: str, proxies: int
) -> None:
    added = [visitor, *[proxy] * (proxies - 1)]
    assert visitor_address(proxy, ", ".join(claimed + added), proxies) == visitor
    assert visitor_address(visitor, ", ".join(claimed), 0) == visitor


def test_a_proxy_that_names_nobody_stands_for_itself() -> None:
    assert visitor_address("10.0.0.1", "", 1) == "10.0.0.1"
    assert visitor_address("10.0.0.1", "198.51.100.9", 2) == "10.0.0.1"


@given(st.ip_addresses(v=6).filter(lambda address: int(address) >> 64), st.integers(0, 2**64 - 1))
def test_all_addresses_of_a_household_are_one(address: IPv6Address, host: int) -> None:
    network = ip_network((int(address) >> 64 << 64, 64))
    assert network_of(str(address)) == network_of(str(network[host])) == str(network)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", UNKNOWN),
        ("unix:", UNKNOWN),
        ("_hidden", UNKNOWN),
        ("[2001:db8::1", "2001:db8::/64"),
    ],
)
def test_addresses_as_proxies_write_them(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.text(max_size=60))
def test_no_header_breaks_it(text: str) -> None:
    assert network_of(text)
    assert isinstance(visitor_address("", text, 1), str)


@pytest.mark.parametrize(("hits", "seconds", "ceiling"), [(0, 60, 0), (1, 0, 0), (5, 60, 4), (1, 60, -1)])
def test_a_limit_that_lets_nobody_through_is_no_limit(hits: int, seconds: int, ceiling: int) -> None:
    with pytest.raises(ValueError, match="test"):
        Limit("test", hits, timedelta(seconds=seconds), ceiling)
