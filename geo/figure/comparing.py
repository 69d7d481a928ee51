"""Two pictures as one figure: both maps in the same frame, what differs outlined, one legend for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from matplotlib.patches import Rectangle

from geo.evidence import Evidence
from geo.evidence.believing import believed
from geo.figure.drawn import Drawn, LegendEntry, LegendGroup
from geo.figure.frame import Frame, Placing
from geo.figure.gathering import gather, shown
from geo.figure.map.differing import Spot, alone, draw_differing
from geo.figure.map.furniture.graticule import room
from geo.figure.map.panel import Panel
from geo.figure.map.points import Symbol
from geo.figure.page.layout import Layout
from geo.figure.request import FigureRequest
from geo.figure.sheet.fonts import BOLD
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect
from geo.language import t
from geo.model import Language, highest_marking
from geo.questions.asking import question
from geo.questions.asking.answer import Answer
from geo.questions.compare import between
from geo.questions.shared.compared import QUIET
from geo.scene import SourceLine
from geo.view import Compared
from geo.words.dates import date_text
from geo.words.names import Name

CONTROL: Final = "control"
_WIDE: Final = 1.05
"""From this shape on the two maps stand side by side, else one above the other."""


@dataclass(frozen=True, slots=True)
class Other:
    """The other picture, and what differs from it to that of the request.

    Attributes
    ----------
    evidence, request
        Of the other picture.
    whole, asked
        Of the figure.
    rows : list of mapping
        Those of the answer to `compare`.
    """

    evidence: Evidence
    request: FigureRequest
    whole: Evidence
    asked: FigureRequest
    answer: Answer
    rows: list[Mapping[str, Any]]

    @classmethod
    def of(cls, evidence: Evidence, request: FigureRequest, compared: Compared) -> Other:
        """Return it; raises UnknownId where there is no publisher that it is to do without."""
        view = request.view
        answer: Answer = question("compare").answer(shown(evidence, request), between(view, compared))
        rows: list[Mapping[str, Any]] = list(answer.records())
        fewer, own = (
            believed(evidence, compared.without),
            replace(request, view=replace(view.other or view, callouts=())),
        )
        return cls(fewer, own, evidence, request, answer, rows)

    @property
    def otherwise(self) -> str:
        """What its map has otherwise beside the day, in the language of the figure."""
        view, lang = self.request.view, self.request.view.lang
        own = self.asked.view
        parts = []
        if view.known and view.known != own.known:
            parts.append(t("published by {day}", lang, day=date_text(view.known.isoformat(), lang)))
        if view.recorded and view.recorded != own.recorded:
            parts.append(t("as recorded on {day}", lang, day=date_text(view.recorded.isoformat(), lang)))
        without = own.compare.without if own.compare else ""
        if without:
            parts.append(_without(without, lang))
        return " · ".join(parts)

    @property
    def told(self) -> Name:
        """How much differs, in both languages."""
        first = self.answer.sentences[0]
        return Name(first.text, first.text_ar)

    def gathered(self, drawn: Drawn, frame: Frame, zoom: float) -> tuple[Drawn, Drawn]:
        """Return what this map draws, and what is told of both beside them.

        Parameters
        ----------
        drawn : Drawn
            What the map of the request draws.
        zoom : float
            As in `gather`: less important features are left out of both maps alike.
        """
        # Where the other map is empty, that is what is compared.
        own = gather(self.evidence, replace(self.request, faulty="warn"), frame, zoom)
        changes = tuple(Name(one.text, one.text_ar) for one in self.answer.sentences[1:])
        return replace(own, warnings=()), replace(_both(drawn, own), changes=changes)

    def draw_differing(self, page: Page, maps: Sequence[Sequence[Panel]], unit: float) -> None:
        """Outline on both maps what differs; what an inset shows is outlined there, as it is named there.

        `maps`: the pieces of each map, the map itself first.
        """
        districts = self.evidence.ground.get("districts")
        shapes = {} if districts is None else dict(zip(districts["id"], districts.geometry, strict=True))
        grounds: dict[bool, list[Any]] = {True: [], False: []}
        for row in self.rows:
            if row["scope"] == "district" and row["id"] in shapes:
                grounds[row["change"] in QUIET].append(shapes[row["id"]])
        differs = {str(row["id"]): row["change"] in QUIET for row in self.rows if row["scope"] != "district"}
        about = self._about()
        found = [[_spots(own.symbols, about) for own in pieces] for pieces in maps]
        for i, pieces in enumerate(maps):
            for n, piece in enumerate(pieces):
                placing, insets = piece.placing, [] if n else pieces[1:]
                spots: dict[bool, list[Spot]] = {True: [], False: []}
                for name, quiet in differs.items():
                    here, there = found[i][n].get(name), found[1 - i][0].get(name)
                    spot = here or (_across(there, maps[1 - i][0].placing, placing) if there else None)
                    if spot and not any(_across(spot, placing, one.placing) for one in insets):
                        spots[quiet].append(spot)
                draw_differing(page.axes(placing.rect, piece.level + 0.5), placing, grounds, spots, unit)

    def _about(self) -> dict[str, str]:
        """Return what the features of the map of control are about, by id."""
        about: dict[str, str] = {}
        for evidence, view in ((self.evidence, self.request.view), (self.whole, self.asked.view)):
            if CONTROL in evidence.layers:
                frame = evidence.layer(CONTROL, view.known, view.recorded)
                about |= dict(zip(frame["id"], frame["place"], strict=True))
        return about


def split(layout: Layout, page: Page, lang: Language) -> tuple[Rect, Rect]:
    """Return where the other map and that of the request stand in the room of one."""
    rect, between = layout.map, 2 * room(page) + 4 * page.scale
    if rect.width >= rect.height * _WIDE:
        wide = (rect.width - between) / 2
        left, right = replace(rect, width=wide), Rect(rect.right - wide, rect.y, wide, rect.height)
        return (right, left) if lang == "ar" else (left, right)
    tall = (rect.height - between) / 2
    return Rect(rect.x, rect.top - tall, rect.width, tall), replace(rect, height=tall)


def draw_day(page: Page, request: FigureRequest, rect: Rect, more: str = "") -> Rect:
    """Write on a map of which day it is; return what that covers."""
    view = request.view
    kind = page.type("large", BOLD, "#141412")
    parts = [date_text(view.at.isoformat(), view.lang), more]
    text = " · ".join(filter(None, parts))
    width, tall = kind.width(text) + 10 * page.scale, kind.leading * 1.15
    inset = 5 * page.scale
    x = rect.right - inset - width if view.lang == "ar" else rect.x + inset
    box = Rect(x, rect.top - inset - tall, width, tall)
    page.sheet.add_patch(
        Rectangle((box.x, box.y), box.width, box.height, facecolor="#FDFCF9", edgecolor="#DDD6C8",
                  linewidth=0.6 * page.scale, zorder=4.6)
    )  # fmt: skip
    page.text(box.x + 5 * page.scale, box.y + tall * 0.5 - kind.size * 0.36, text, kind, "left")
    return box


def _without(without: str, lang: Language) -> str:
    """Return who is not believed, as the screen says it."""
    sides = {
        "side.gnu": t("without outlets of Tripoli", lang),
        "side.east": t("without outlets of the east", lang),
        "side.foreign": t("without outlets of other states", lang),
        "side.unknown": t("without outlets whose side is not known", lang),
        "side.none": t("without outlets of no side", lang),
    }
    return sides.get(without) or t("without {name}", lang, name=without)


def _spots(symbols: Iterable[Symbol], about: Mapping[str, str]) -> dict[str, Spot]:
    """Return where each thing has its symbol, by its id and by that of the place that it is about."""
    found: dict[str, Spot] = {}
    for symbol in symbols:
        for one in symbol.features:
            for name in (one, about.get(one, "")):
                if name:
                    found[name] = symbol.x, symbol.y, symbol.size
    return found


def _across(spot: Spot, one: Placing, other: Placing) -> Spot | None:
    """Return where a spot of one piece of map lies on another, which has no symbol there; None outside it."""
    ((x, y),) = other.points(np.array([one.metres(*spot[:2])])).tolist()
    inside = 0 <= x <= other.rect.width and 0 <= y <= other.rect.height
    return alone(x, y) if inside else None


def _both(drawn: Drawn, other: Drawn) -> Drawn:
    """Return what is told beside two maps: the legend and the sources of both."""
    names = {group.layer: group.name for group in (*other.legend, *drawn.legend)}
    entries: dict[str, list[LegendEntry]] = {}
    for group in (*drawn.legend, *other.legend):
        entries[group.layer] = _merged(entries.get(group.layer, []), group.entries)
    sources: dict[str, SourceLine] = {}
    for one in (*drawn.sources, *other.sources):
        known = sources.get(one.id)
        sources[one.id] = replace(one, features=max(one.features, known.features)) if known else one
    return replace(
        drawn,
        legend=tuple(LegendGroup(layer, names[layer], tuple(own)) for layer, own in entries.items()),
        sources=tuple(sorted(sources.values(), key=lambda one: (-one.features, one.publisher, one.date))),
        reliability=max(drawn.reliability, other.reliability),
        credibility=max(drawn.credibility, other.credibility),
        marking=highest_marking([drawn.marking, other.marking]),
        aged=drawn.aged if drawn.aged.stale else other.aged,
        coarse=drawn.coarse or other.coarse,
    )


def _merged(entries: Sequence[LegendEntry], more: Iterable[LegendEntry]) -> list[LegendEntry]:
    """Return entries with those that another legend has beside them, each after what it follows there.

    What is current on one of the maps is so in the legend, as where one map draws both.
    """
    found, at = list(entries), 0
    for entry in more:
        same = [i for i, own in enumerate(found) if (own.name, own.look) == (entry.name, entry.look)]
        if not same:
            found.insert(at, entry)
        elif entry.state == "current":
            found[same[0]] = entry
        at = same[0] + 1 if same else at + 1
    return found
