"""The days on which the course of a year is told."""

from datetime import date, timedelta


def month_ends(since: date, until: date) -> list[date]:
    """Return the last day of every month that lies whole between two days."""
    ends = []
    following = (since.replace(day=1) + timedelta(days=31)).replace(day=1)
    while following - timedelta(days=1) <= until:
        ends.append(following - timedelta(days=1))
        following = (following + timedelta(days=31)).replace(day=1)
    return ends
