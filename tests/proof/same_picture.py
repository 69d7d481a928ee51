"""Screen and figure show the same: what both say they draw, and the colours of both pictures."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import shapely
from PIL import Image

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.__main__ import main
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered
from geo.figure.reading import request_from
from geo.settings import Settings
from geo.validity import full_day
from tests.browser.map_page import Map
from tests.proof.differing import shown
from tests.proof.random_views import RandomView

DPI = 150
LEVELS = 10
"""Levels of 255 by which a channel of the two pictures may differ."""
INSET = 0.05
"""Degrees from the edge of an area within which nothing is sampled."""
DOT = 0.3
"""Degrees round a dot within which nothing is sampled: screen and paper have sizes of their own for it."""
REACH, NOISE = 3, 2  # within the white round the letters of a name there are fewer pixels
"""Pixels round a sample that must be of its colour, within so many levels."""
_TOLD = 6
_ITEM = ("layer", "id", "state", "fill", "edge", "hatch", "symbol", "opacity")
_ENTRY = ("layer", "title", "state", "fill", "edge", "hatch", "symbol")
_READ = "() => ({ drawn: Libya.drawn(), legend: Libya.legend() })"

# Where points lie in the map's frame, and whether nothing but the map is seen there.
_PIXELS = """(points) => points.map(([lon, lat]) => {
  const { x, y } = Libya.current.map.latLngToContainerPoint([lat, lon]);
  const top = document.elementFromPoint(x, y);
  const over = ".map-column, .map-foot, .side, .sketch, .nothing, .leaflet-control, .label";
  return top && top.closest(".leaflet-container") && !top.closest(over) ? [x, y] : null;
})"""


def printed(view: RandomView) -> dict[str, Any]:
    """Return what `python -m geo.figure --drawn` prints for a view, from this process."""
    said, faults = io.StringIO(), io.StringIO()
    options = [f"--{name}={text}" for name, text in view.texts.items()]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(faults):
        code = main([*options, "--drawn"])
    assert code == 0, f"--drawn ended with {code}: {faults.getvalue()}"
    return dict(json.loads(said.getvalue()))


def unlike(view: RandomView, page: Map) -> list[str]:
    """Bring the page to a view and return how it differs from what is printed; nothing = the same."""
    page.put(**view.parts)
    on_screen, on_paper = page.evaluate(_READ), printed(view)
    return [
        *_unlike("drawn", _ITEM, on_screen["drawn"], on_paper["drawn"]),
        *_unlike("legend", _ENTRY, on_screen["legend"], on_paper["legend"]),
    ]


def _unlike(what: str, names: Sequence[str], screen: list[Any], paper: list[Any]) -> list[str]:
    """Return a line for each of the first items that differ."""
    rows = [[{name: item[name] for name in names} for item in items] for items in (screen, paper)]
    faults = []
    if len(screen) != len(paper):
        faults.append(f"{what}: {len(screen)} on screen, {len(paper)} in print")
    for place, (one, other) in enumerate(zip(*rows, strict=False)):
        if one != other:
            unlike = [name for name in names if one[name] != other[name]]
            parts = "; ".join(f"{name} {shown(one[name])} / {shown(other[name])}" for name in unlike)
            faults.append(f"{what} {place}, {one['layer']} {one.get('id') or one.get('title')}: {parts}")
    return faults[:_TOLD]


@dataclass(frozen=True, slots=True)
class Sample:
    """The colours of one place in both pictures."""

    layer: str
    id: str
    lon: float
    lat: float
    screen: tuple[int, ...]
    paper: tuple[int, ...]

    @property
    def alike(self) -> bool:
        """Whether the colours are the same within the tolerance."""
        return all(abs(one - other) <= LEVELS for one, other in zip(self.screen, self.paper, strict=True))


def samples(view: RandomView, page: Map, evidence: Evidence | None = None) -> list[Sample]:
    """Bring the page to a view and return samples from inside its areas, on screen and in print.

    A place counts when the pixels round it are of one colour in both pictures. So hatches, edges, names and
    the lines that tell sides apart in greyscale are passed over.
    """
    evidence = evidence or current(Settings.from_env(), everybody(Settings.from_env()))
    page.put(**view.parts)
    places = list(_places(view, page))
    pixels = page.evaluate(_PIXELS, [[lon, lat] for _, _, lon, lat in places])
    on_screen, on_paper, paper_pixels = page.picture(), *_printed_at(view, evidence, places)
    found = []
    for (layer, name, lon, lat), here, there in zip(places, pixels, paper_pixels, strict=True):
        one, other = here and _plain(on_screen, *here), there and _plain(on_paper, *there)
        if one and other:
            found.append(Sample(layer, name, lon, lat, one, other))
    return found


def _places(view: RandomView, page: Map) -> Iterator[tuple[str, str, float, float]]:
    """Return places inside the areas without a hatch: layer, feature, longitude, latitude."""
    random = Random(view.at)  # noqa: S311 - it only has to be the same again
    hatched = {(item["layer"], item["id"]) for item in page.evaluate("() => Libya.drawn()") if item["hatch"]}
    days = {"at": view.at} | (
        {name: day for name, day in (("known", view.known), ("recorded", view.recorded)) if day}
    )
    shapes = [
        (layer, feature["id"], shapely.geometry.shape(feature["geometry"]))
        for layer in view.layers
        for feature in page.server.features(layer, **days)
        if feature["geometry"]
    ]
    areas = [one for one in shapes if "Polygon" in one[2].geom_type]
    dots = shapely.union_all([shape for *_, shape in shapes if "Point" in shape.geom_type]).buffer(DOT)
    stripes = shapely.union_all([area for layer, name, area in areas if (layer, name) in hatched])
    for layer, name, area in areas:
        inner = area.buffer(-INSET).difference(stripes.buffer(INSET).union(dots))
        if inner.is_empty:
            continue
        west, south, east, north = inner.bounds
        for _ in range(40):
            lon, lat = random.uniform(west, east), random.uniform(south, north)
            if shapely.contains_xy(inner, lon, lat):
                yield layer, name, lon, lat


def _printed_at(
    view: RandomView, evidence: Evidence, places: Sequence[tuple[str, str, float, float]]
) -> tuple[Image.Image, list[tuple[float, float] | None]]:
    """Return the view's figure, and where the places lie on it; None where a panel or an edge may be."""
    figure = compose(evidence, request_from({**view.texts, "faulty": "warn"}, evidence, full_day(view.at)))
    picture = Image.open(io.BytesIO(rendered(figure, "png", DPI))).convert("RGB")
    rect = figure.map
    frame = figure.drawn.map_frame
    metres = frame.project(np.array([[lon, lat] for _, _, lon, lat in places]))
    across = (metres[:, 0] - frame.west) / frame.width
    up = (metres[:, 1] - frame.south) / frame.height
    scale = DPI / 72
    found: list[tuple[float, float] | None] = []
    for x, y in zip(across, up, strict=True):
        inside = 0.02 < x < 0.98 and 0.02 < y < 0.98
        corner = min(x, 1 - x) < 0.3 and min(y, 1 - y) < 0.3
        left, top = (rect.x + x * rect.width) * scale, picture.height - (rect.y + y * rect.height) * scale
        found.append((float(left), float(top)) if inside and not corner else None)
    return picture, found


def _plain(picture: Image.Image, x: float, y: float) -> tuple[int, ...] | None:
    """Return the colour of a place, or None where it is not of one colour or outside."""
    left, top = round(x) - REACH, round(y) - REACH
    right, low = left + 2 * REACH + 1, top + 2 * REACH + 1
    if left < 0 or top < 0 or right > picture.width or low > picture.height:
        return None
    square = np.asarray(picture.crop((left, top, right, low)), dtype=np.int16).reshape(-1, 3)
    if (square.max(axis=0) - square.min(axis=0)).max() > NOISE:
        return None
    return tuple(int(level) for level in square.mean(axis=0).round())
