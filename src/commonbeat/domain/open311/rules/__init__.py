"""Pure decisions of Open311: times, windows, forms of an answer, which addresses may be fetched, backoff."""

from commonbeat.domain.open311.rules.addresses import is_outside, is_reachable, is_web_port
from commonbeat.domain.open311.rules.asking import (
    Area,
    Unreadable,
    Window,
    area_of,
    choices_of,
    number_of,
    page_of,
    window_of,
)
from commonbeat.domain.open311.rules.backoff import wait_before
from commonbeat.domain.open311.rules.places import block_of
from commonbeat.domain.open311.rules.times import read_time, written_time
from commonbeat.domain.open311.rules.writing import as_json, as_xml, clean

__all__ = [
    "Area",
    "Unreadable",
    "Window",
    "area_of",
    "as_json",
    "as_xml",
    "block_of",
    "choices_of",
    "clean",
    "is_outside",
    "is_reachable",
    "is_web_port",
    "number_of",
    "page_of",
    "read_time",
    "wait_before",
    "window_of",
    "written_time",
]
