"""An atlas: the same figure for each district or region, in order, with a title that says who holds it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from geo.evidence import Evidence
from geo.figure.gathering import holding_of, title_of
from geo.figure.request import DISTRICTS, LONGEST, SMALLEST, FigureRequest
from geo.figure.series.presets import with_callouts_drawn
from geo.figure.sheet.wording import BOTH, apart, each_of, in_both
from geo.language import t
from geo.model import Extent, Language
from geo.words.names import Name

_AROUND: Final = 0.06
"""Ground shown round an area, as a share of its longer side."""
_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class Area:
    """One district or region, and the degrees that a figure of it shows."""

    id: str
    name: Name
    bbox: Extent


def areas_of(evidence: Evidence, layer: str, lang: Language) -> tuple[Area, ...]:
    """Return the areas of a layer by their names in a language; none where the layer is out."""
    if layer not in evidence.layers:
        return ()
    rows = evidence.layers[layer]
    rows = rows[~rows.geometry.is_empty & rows.geometry.notna()]
    found = [
        Area(str(row["id"]), _named(row, layer), _around(row.geometry.bounds)) for _, row in rows.iterrows()
    ]
    return tuple(sorted(found, key=lambda one: one.name.text(lang)))


def _named(row: Any, layer: str) -> Name:
    """Return what a title calls an area: a district is told from the town that it is called after."""
    name = Name(str(row["name_en"]), str(row["name_ar"]))
    if layer != DISTRICTS:
        return name
    return Name(t("{name} district", "en", name=name.en), t("{name} district", "ar", name=name.ar or name.en))


def _around(bounds: Extent) -> Extent:
    west, south, east, north = bounds
    more = max(east - west, north - south, SMALLEST) * _AROUND
    unit = 10**_DECIMALS
    west, south = (math.floor((one - more) * unit) / unit for one in (west, south))
    east, north = (math.ceil((one + more) * unit) / unit for one in (east, north))
    return west, south, east, north


def figure_of(evidence: Evidence, request: FigureRequest, area: Area, stated: str = "") -> FigureRequest:
    """Return the figure of one area, which has a heavy outline.

    Its title is who holds it, where the map of control is drawn, with the grounds as its subtitle; else that
    of the figure and the name. Call-outs that lie elsewhere are left out.

    Parameters
    ----------
    stated : str
        The title that the briefer gave all figures; "" = none.
    """
    languages = each_of(request.view.lang)
    own = replace(request, view=replace(request.view, bbox=area.bbox), area=area.id)
    names = [area.name.text(one) for one in languages]
    told = None if stated else holding_of(evidence, own)
    if told:
        held = told(area.id, own.view.at)
        title, *said = (in_both(text, request.view.lang) for text in (held.title, held.grounds, held.brief))
        # What is too long for a subtitle stands in the answer to "who holds this?".
        own = replace(
            own, subtitle=next(one for one in (*said, own.subtitle) if len(one) <= LONGEST["subtitle"])
        )
    else:
        title = stated or title_of(evidence, request)
    titles = apart(title)
    # What the briefer said in one language stands before the names in both.
    pairs = zip(titles, names, strict=True) if len(titles) == len(names) else [(title, BOTH.join(names))]
    texts = (": ".join(reversed(pair) if told else pair) for pair in pairs)
    own = replace(own, title=BOTH.join(texts)[: LONGEST["title"]])
    return with_callouts_drawn(own, evidence)


def figures_of(
    evidence: Evidence, request: FigureRequest, layer: str, stated: str = ""
) -> Iterator[FigureRequest]:
    """Yield the figures of all areas of a layer, in order."""
    for area in areas_of(evidence, layer, "ar" if request.view.lang == "ar" else "en"):
        yield figure_of(evidence, request, area, stated)
