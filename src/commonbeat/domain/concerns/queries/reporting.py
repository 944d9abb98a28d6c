"""Reads for the pages on which a concern is reported: categories, places, areas, and what is near by."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from commonbeat.domain.concerns.choices.reporting import GROUPS
from commonbeat.domain.concerns.models import Category, Place
from commonbeat.ground.agency.models import Agency, Area

WORDS = re.compile(r"\w+")


def language_now() -> str:
    return (get_language() or "en").partition("-")[0]


def said(texts: Mapping[str, str], language: str = "") -> str:
    """Return the words in the reader's language, else in English, else in any."""
    return texts.get(language or language_now()) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Kind:
    """A category as the reader sees it."""

    row: Category
    name: str
    hint: str


@dataclass(frozen=True)
class Group:
    name: str | Promise
    kinds: tuple[Kind, ...]


def open_categories(agency: Agency) -> list[Category]:
    return list(Category.objects.filter(agency=agency, ended_at=None).order_by("position", "key"))


def groups_of(categories: Sequence[Category]) -> list[Group]:
    """Return the categories in their groups, in the reader's language; empty groups are left out."""
    named = {key for _name, keys in GROUPS for key in keys}
    found = []
    for name, keys in GROUPS:
        kinds = [row for row in categories if (row.key in keys if keys else row.key not in named)]
        if kinds:
            found.append(Group(name, tuple(_kind(row) for row in kinds)))
    return found


def suggested(categories: Sequence[Category], words: str) -> list[Kind]:
    """Return up to three categories whose name or keywords stand in the words, the best first."""
    told = _stems(words)
    scored = [(len(told & _stems(_known_words(row))), row) for row in categories]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [_kind(row) for _score, row in best[:3]]


def _known_words(row: Category) -> str:
    return " ".join([row.keywords, *row.names.values()])


def _stems(words: str) -> set[str]:
    """Return the first letters of each longer word, so that "speeding" meets "speeds"."""
    return {word[:5] for word in WORDS.findall(words.casefold()) if len(word) > 3}


def _kind(row: Category) -> Kind:
    return Kind(row, said(row.names), said(row.hints))


def areas_to_choose(agency: Agency) -> list[Area]:
    return list(Area.objects.filter(agency=agency, kind="beat").order_by("name"))


def ground_of(agency: Agency) -> dict[str, Any]:
    """Return the agency's areas and the places with a name of their own, as a GeoJSON FeatureCollection."""
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"kind": "area", "code": area.code, "name": area.name},
            "geometry": area.boundary,
        }
        for area in areas_to_choose(agency)
    ]
    landmarks = Place.objects.filter(agency=agency, kind="landmark").order_by("name")[:200]
    features += [
        {
            "type": "Feature",
            "properties": {"kind": "landmark", "name": place.name},
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        }
        for place in landmarks
    ]
    return {"type": "FeatureCollection", "features": features}


def answers_in_words(category: Category, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (question, answer) in the reader's language, in the order they are asked."""
    told = []
    for question in category.questions:
        given = answers.get(question["code"])
        if given:
            names = {value["key"]: said(value["texts"]) for value in question.get("values", ())}
            parts = given if isinstance(given, list) else [given]
            told.append((said(question["texts"]), ", ".join(names.get(part, str(part)) for part in parts)))
    return told
