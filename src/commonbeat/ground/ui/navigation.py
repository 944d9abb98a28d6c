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
    """A link that can be followed; `current` is what aria-current says: "page", "true" (below it) or ""."""

    label: str | Promise
    address: str
    current: str


def open_links(links: Iterable[Link], capabilities: Collection[str], path: str) -> list[OpenLink]:
    """Return the links whose page exists and whose capability is held, each address once."""
    found: dict[str, str | Promise] = {}
    for link in links:
        address = _address(link.url_name)
        if address and (not link.capability or link.capability in capabilities):
            found.setdefault(address, link.label)
    return [OpenLink(label, address, _current(address, path, found)) for address, label in found.items()]


def _current(address: str, path: str, addresses: Collection[str]) -> str:
    """Tell whether `path` is this page or lies under it; a page that holds others is only ever itself."""
    if path == address:
        return "page"
    holds_others = any(other != address and other.startswith(address) for other in addresses)
    return "true" if path.startswith(address) and not holds_others else ""


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
