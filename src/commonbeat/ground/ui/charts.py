"""Draws figures as SVG that can be read aloud: a line with its band, bars with their range, a map of areas.

Specifications are Altair's, drawn by vl-convert inside this process; nothing is fetched and no script
runs on the page. Every chart stands beside its table (the `chart` tag), since a picture is not enough.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar
from xml.etree import ElementTree

import altair as alt
import shapely
import vl_convert
from django.core.cache import caches
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from shapely.geometry import mapping, shape

from commonbeat.ground.ui.rules import readable_on_white

HOUSE_ACCENT = "#1a4480"
INK, QUIET, LINE, NONE = "#1b1b1b", "#565c65", "#dfe1e2", "#f0f0f0"
SVG = "http://www.w3.org/2000/svg"
LETTERS = "Public Sans Web, system-ui, sans-serif"
KEPT_SECONDS = 24 * 60 * 60
ElementTree.register_namespace("", SVG)
Item = TypeVar("Item")
Draw = Callable[[Sequence[Item], "Words"], SafeString]


@dataclass(frozen=True)
class Point:
    """One figure and the range it may lie in; `value` is None where too few answered to show one."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Ground:
    """One area on a map: its boundary (GeoJSON geometry, WGS 84), its figure and the text that says it."""

    name: str
    boundary: dict[str, Any]
    value: float | None
    text: str


@dataclass(frozen=True)
class Words:
    """What a chart is called, what it shows when read aloud, and the agency's accent colour.

    `number` is how figures are written on the axis, in d3's notation: ".0%" or ",d".
    """

    title: str | Promise
    description: str | Promise
    accent: str = HOUSE_ACCENT
    number: str = ".0%"

    @property
    def shade(self) -> str:
        """Return the accent, dark enough to stand on white."""
        return readable_on_white(self.accent)


def drawn_once(draw: Draw[Item]) -> Draw[Item]:
    """Keep drawings: to draw one takes longer than all the rest of its page, and figures change seldom."""

    @wraps(draw)
    def kept(items: Sequence[Item], words: Words) -> SafeString:
        what = repr((draw.__name__, list(items), words))
        key = f"chart:{sha256(what.encode()).hexdigest()}"
        return SafeString(caches["drawn"].get_or_set(key, lambda: draw(items, words), KEPT_SECONDS))

    return kept


@drawn_once
def line_with_band(points: Sequence[Point], words: Words) -> SafeString:
    """Draw figures in their order as a line over the band of their ranges; a missing one breaks the line."""
    base = alt.Chart(alt.InlineData(values=_rows(points)), width=480, height=220)
    along = alt.X("label:N", sort=None, title=None, scale=alt.Scale(type="point", padding=0.3))
    band = base.mark_area(color=words.shade, opacity=0.18).encode(along, alt.Y("low:Q"), alt.Y2("high:Q"))
    line = base.mark_line(color=words.shade, strokeWidth=2.5, point={"color": words.shade, "size": 45})
    return _drawn(band + line.encode(along, _height(words)), words)


@drawn_once
def bars_with_range(points: Sequence[Point], words: Words) -> SafeString:
    """Draw figures as bars from nought, each with a line for its range."""
    base = alt.Chart(alt.InlineData(values=_rows(points)), width=380, height=alt.Step(34))
    # Named one by one, so that an area with too few answers keeps its place.
    places = alt.Scale(domain=[point.label for point in points])
    aside = alt.Axis(grid=False, ticks=False, labelLimit=190)
    down = alt.Y("label:N", sort=None, title=None, scale=places, axis=aside)
    bars = base.mark_bar(color=words.shade, opacity=0.35, height=18).encode(_length(words), down)
    ranges = base.mark_rule(color=INK, strokeWidth=2).encode(alt.X("low:Q"), alt.X2("high:Q"), down)
    dots = base.mark_point(color=words.shade, filled=True, opacity=1, size=60).encode(alt.X("value:Q"), down)
    return _drawn(bars + ranges + dots, words)


@drawn_once
def area_map(grounds: Sequence[Ground], words: Words) -> SafeString:
    """Draw areas the darker the higher their figure, with the figure written on each; empty ones are grey."""
    shrink = _shrink(grounds)
    flat = [_flat(ground, shrink) for ground in grounds]
    # Half of the accent's strength at most, so that dark words can be read on every shade.
    shapes = alt.Chart(alt.InlineData(values=flat)).mark_geoshape(
        stroke="white", strokeWidth=2, fillOpacity=0.5
    )
    shades = alt.Scale(range=["#ffffff", words.shade], domainMin=0)
    shade = alt.Color("properties.value:Q", legend=None, scale=shades)
    shown = shapes.transform_filter("isValid(datum.properties.value)").encode(color=shade)
    unshown = shapes.transform_filter("!isValid(datum.properties.value)").encode(color=alt.value(NONE))
    labels = alt.Chart(alt.InlineData(values=[feature["properties"] for feature in flat])).encode(
        longitude="x:Q", latitude="y:Q", text="text:N"
    )
    written = labels.mark_text(fontSize=14, fontWeight="bold", color=INK, lineBreak="\n")
    layers = alt.layer(shown, unshown, written).project(type="identity", reflectY=True)
    return _drawn(layers.properties(width=480, height=360), words)


def _rows(points: Sequence[Point]) -> list[dict[str, Any]]:
    return [{"label": p.label, "value": p.value, "low": p.low, "high": p.high} for p in points]


def _scale(words: Words) -> alt.Scale:
    """Return a scale from nought, and up to the whole where figures are shares."""
    return alt.Scale(domain=[0, 1]) if words.number.endswith("%") else alt.Scale(zero=True)


def _height(words: Words) -> alt.Y:
    return alt.Y("value:Q", title=None, scale=_scale(words), axis=alt.Axis(format=words.number, tickCount=5))


def _length(words: Words) -> alt.X:
    return alt.X("value:Q", title=None, scale=_scale(words), axis=alt.Axis(format=words.number, tickCount=5))


def _shrink(grounds: Sequence[Ground]) -> float:
    """Return how much shorter a degree east is than a degree north, at the middle of all the areas."""
    middles = [shape(ground.boundary).centroid.y for ground in grounds]
    return math.cos(math.radians(sum(middles) / len(middles))) if middles else 1.0


def _flat(ground: Ground, shrink: float) -> dict[str, Any]:
    """Return the area as a feature on a plane; one shrinking for all keeps neighbours side by side."""
    flat = shapely.transform(shape(ground.boundary), lambda points: points * (shrink, 1))
    middle = flat.representative_point()
    properties = {"value": ground.value, "text": ground.text, "x": middle.x, "y": middle.y}
    return {"type": "Feature", "geometry": mapping(flat), "properties": properties}


def _drawn(chart: alt.LayerChart | alt.FacetChart, words: Words) -> SafeString:
    axis = {
        "labelColor": QUIET,
        "labelFontSize": 13,
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
    }
    themed = chart.configure(font=LETTERS, background="transparent", padding=4)
    themed = themed.configure_axis(**axis).configure_view(stroke=None)
    themed = themed.configure_axisX(labelAngle=0, labelOverlap="greedy", grid=False)
    specification = json.dumps(themed.to_dict(), sort_keys=True)
    return SafeString(_svg(specification, str(words.title), str(words.description)))


def _svg(specification: str, title: str, description: str) -> str:
    """Return the drawing as one picture with a name and a description, and no parts that are read out."""
    drawing = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith("aria-") or n in ("role", "class")]:
            del element.attrib[name]
    key = sha256(f"{specification}{title}{description}".encode()).hexdigest()[:12]
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        label = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{tag}-{key}"})
        label.text = text
        root.insert(position, label)
    root.attrib |= {"role": "img", "aria-labelledby": f"title-{key}", "aria-describedby": f"desc-{key}"}
    return ElementTree.tostring(root, encoding="unicode")
