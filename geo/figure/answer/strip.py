"""The history of an answer as a strip on paper, from left to right; in Arabic from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from geo.analysis.control import FIRST_DAY
from geo.figure.page.columns import APART, Line
from geo.figure.sheet.paper import Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.language import tn
from geo.model import Language
from geo.scene import side_key, style
from geo.validity import first_day
from geo.words.names import Name

_TALL: Final = 11.0
_YEARS: Final = 9.0
_EVERY: Final = 3
_RULE: Final = "#8F897D"
_NOMINAL: Final = "nominal"
_KEY: Final = 6.0


def strip_lines(
    current: Callable[[], Page],
    document: Mapping[str, Any],
    sides: Mapping[str, str],
    width: float,
    column: float,
    kind: Type,
    lang: Language,
) -> Iterator[Line]:
    """Yield the strip and the key of its colours; nothing where nobody was told of.

    Parameters
    ----------
    sides : mapping of str to str
        Side of each actor, by id.
    width, column : float
        Points of the strip, and of a line of its key.
    """
    periods = [one for one in document["history"] if one["actors"]]
    if not periods:
        return
    rtl, last = lang == "ar", document["days"].get("at", "")
    first, end = _day(FIRST_DAY), max(_day(last), _day(periods[-1]["from"])) + 1

    def at(iso: str, rect: Rect) -> float:
        share = (min(max(_day(iso), first), end) - first) / (end - first)
        return rect.right - share * rect.width if rtl else rect.x + share * rect.width

    def draw(rect: Rect) -> None:
        page = current()
        for one in periods:
            ends = sorted((at(one["from"], rect), at(one["to"] or last, rect)))
            tall = _TALL / one.get("lanes", 1) / len(one["actors"])
            top = rect.top - _TALL * one.get("lane", 0) / one.get("lanes", 1)
            for i, actor in enumerate(one["actors"], 1):
                look = style().palette[side_key(sides.get(actor["id"], ""))]
                nominal = one["kind"] == _NOMINAL
                page.sheet.add_patch(
                    Rectangle(
                        (ends[0], top - i * tall), max(ends[1] - ends[0], 0.6), tall, linewidth=0.5,
                        facecolor="none" if nominal else look.colour,
                        edgecolor=look.colour if nominal else look.edge, zorder=3,
                    )
                )  # fmt: skip
        base = rect.top - _TALL - 1
        page.sheet.add_collection(
            LineCollection([[(rect.x, base), (rect.right, base)]], colors=_RULE, linewidths=0.5, zorder=3),
            autolim=False,
        )
        for year in range(int(FIRST_DAY[:4]) + 1, int(last[:4]) + 1, _EVERY):
            page.text(at(str(year), rect), base - 6.5, str(year), kind, "right" if rtl else "left")

    yield Line("", kind, indent=width + APART, swatch=draw, least=_TALL + _YEARS)
    yield from _key(current, periods, sides, column, kind, lang)


def _key(
    current: Callable[[], Page],
    periods: Sequence[Mapping[str, Any]],
    sides: Mapping[str, str],
    column: float,
    kind: Type,
    lang: Language,
) -> Iterator[Line]:
    """Yield who is in the strip, in the order of time, and how many days where that is told."""
    known = {actor["id"]: actor for one in periods for actor in one["actors"]}
    for id_, actor in known.items():
        own = [one for one in periods if id_ in {each["id"] for each in one["actors"]}]
        name = Name(actor["short_en"], actor["short_ar"]).text(lang)
        days = sum(one.get("days", 0) for one in own)
        look = style().palette[side_key(sides.get(id_, ""))]

        def swatch(rect: Rect, colour: str = look.colour) -> None:
            y = rect.y + (rect.height - _KEY) / 2
            current().sheet.add_patch(
                Rectangle((rect.x, y), _KEY, _KEY, facecolor=colour, edgecolor="none", zorder=3)
            )

        text = f"{name} ({tn('{n} day', '{n} days', days, lang)})" if days else name
        line = wrap(text, kind, column - _KEY - APART, 1)[0]
        yield Line(line, kind, indent=_KEY + APART, swatch=swatch)


def _day(iso: str) -> int:
    return (first_day(iso) if iso else date.today()).toordinal()
