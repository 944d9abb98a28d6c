"""Describes a menu and finds which of its links a person can follow here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Link:
    """A line of a menu; without a capability it is for everyone who sees the menu."""

    url_name: str
    label: str | Promise
    capability: str = ""


@dataclass(frozen=True)
class OpenLink:
    label: str | Promise
    address: str
    is_here: bool


def open_links(links: Iterable[Link], capabilities: Collection[str], path: str) -> list[OpenLink]:
    """Return the links whose page exists and whose capability is held, the one `path` lies under marked."""
    allowed = [
        (link.label, address)
        for link in links
        if (not link.capability or link.capability in capabilities) and (address := _address(link.url_name))
    ]
    under = [address for _label, address in allowed if path.startswith(address)]
    nearest = max(under, key=len, default="")
    return [OpenLink(label, address, address == nearest) for label, address in allowed]


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
