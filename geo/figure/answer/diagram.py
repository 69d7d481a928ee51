"""The diagram of an answer as a picture: boxes in columns, arrows between them, what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from geo.figure.answer.columns import Arranged, Spot, arranged
from geo.figure.page.heading import draw_marking, marking_size
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import MM_PER_INCH, Rect, Size
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import side_key, style
from geo.words.sentences import day_text

_WIDE: Final = 148.0
"""Points of a box, and between two columns."""
_APART: Final = 54.0
_GAP: Final = 12.0
_EDGE: Final = 14.0
_PAD: Final = 6.0
_BAR: Final = 5.0
_HEAD: Final = 5.0
_LINES: Final = 2
_INK, _QUIET, _RULE, _BOX = "#262623", "#55524A", "#8F897D", "#FFFFFF"
_ALONE: Final = ("cut", "starved")
_POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class _Box:
    """One node with its lines set."""

    node: Mapping[str, Any]
    lines: tuple[tuple[str, Type], ...]

    @property
    def height(self) -> float:
        return sum(kind.tall(text) for text, kind in self.lines) + 2 * _PAD


def diagram_page(document: Mapping[str, Any], lang: Language) -> Page:
    """Return the page with the diagram of an answer's document; call it within `drawing`."""
    diagram = document["diagram"]
    arabic = lang == "ar"
    boxes = [_box(node, arabic=arabic) for node in diagram["nodes"]]
    # In Arabic what comes first stands at the right.
    sign = -1 if arabic else 1
    found = arranged(
        {one.node["id"]: sign * one.node["rank"] for one in boxes},
        [(one["from"], one["to"]) for one in diagram["links"]],
        {one.node["id"]: one.height for one in boxes},
        _GAP,
    )
    across = max(found.columns * (_WIDE + _APART) - _APART, 2 * _WIDE + _APART)
    ending = "_ar" if arabic else ""
    small = Type(6.7, colour=_QUIET)
    title = wrap(diagram[f"title{ending}"], Type(12.0, BOLD, _INK), across - marking_size("AMBER+STRICT")[0])
    under = wrap(f"{diagram[f'about{ending}']} {_made(document, lang)}", small, across)
    top = max(sum(Type(12.0, BOLD).tall(line) for line in title), marking_size("CLEAR")[1]) + 14
    below = 10 + sum(small.tall(line) for line in under)
    tall = found.height + top + below + 2 * _EDGE
    width = across + 2 * _EDGE
    inch = MM_PER_INCH / _POINTS_PER_INCH
    page = Page(Size("diagram", "DG", "Diagram", width * inch, tall * inch))
    marking = document["marking"]
    wide, high = marking_size(marking)
    draw_marking(page, marking, tall - _EDGE - high, width - _EDGE - wide if arabic else _EDGE)
    y = tall - _EDGE
    for line in title:
        kind = Type(12.0, BOLD, _INK)
        y -= kind.tall(line)
        page.text(
            width - _EDGE if arabic else _EDGE, y + kind.base(line), line, kind, "right" if arabic else "left"
        )
    room = Rect(
        _EDGE + (across - (found.columns * (_WIDE + _APART) - _APART)) / 2, 0, across, tall - _EDGE - top
    )
    _links(page, found, diagram["links"], room, {one.node["id"]: one for one in boxes}, arabic=arabic)
    for one in boxes:
        _draw(page, one, found.spots[one.node["id"]], room, arabic=arabic)
    y = _EDGE + sum(small.tall(line) for line in under)
    for line in under:
        y -= small.tall(line)
        page.text(
            width - _EDGE if arabic else _EDGE,
            y + small.base(line),
            line,
            small,
            "right" if arabic else "left",
        )
    page.finish()
    return page


def _made(document: Mapping[str, Any], lang: Language) -> str:
    days = [say("as_of", lang, day=day_text(date.fromisoformat(document["days"]["at"]), lang))]
    days += [
        say(name, lang, day=day_text(date.fromisoformat(document["days"][name]), lang))
        for name in ("known", "recorded")
        if name in document["days"]
    ]
    return " · ".join([*days, say("data", lang, version=document["version"][:8])])


def _box(node: Mapping[str, Any], *, arabic: bool) -> _Box:
    width = _WIDE - 2 * _PAD - _BAR
    name, note = Type(7.7, BOLD, _INK), Type(6.7, colour=_QUIET)
    lines = [(line, name) for line in wrap(node["name_ar" if arabic else "name_en"], name, width, _LINES)]
    for text in node["notes_ar" if arabic else "notes"]:
        lines += [(line, note) for line in wrap(text, note, width, _LINES)]
    return _Box(node, tuple(lines))


def _rect(one: _Box, spot: Spot, room: Rect) -> Rect:
    return Rect(
        room.x + spot.column * (_WIDE + _APART), room.height - spot.y - one.height / 2, _WIDE, one.height
    )


def _draw(page: Page, one: _Box, spot: Spot, room: Rect, *, arabic: bool) -> None:
    rect = _rect(one, spot, room)
    asked, role = one.node["role"] == "asked", one.node["role"]
    colours = style().palette[side_key(one.node["side"])] if one.node["side"] else None
    page.sheet.add_patch(
        Rectangle(
            (rect.x, rect.y), rect.width, rect.height, facecolor=_BOX, edgecolor=_INK if asked else _RULE,
            linewidth=1.8 if asked else 0.8, linestyle=(0, (3, 2)) if role in _ALONE else "solid", zorder=4,
        )
    )  # fmt: skip
    bar = rect.right - _BAR if arabic else rect.x
    page.sheet.add_patch(
        Rectangle(
            (bar, rect.y), _BAR, rect.height, facecolor=colours.colour if colours else "#C9C3B6",
            edgecolor="none", zorder=4.1,
        )
    )  # fmt: skip
    y = rect.top - _PAD
    x = rect.right - _BAR - _PAD if arabic else rect.x + _BAR + _PAD
    for text, kind in one.lines:
        y -= kind.tall(text)
        page.text(x, y + kind.base(text), text, kind, "right" if arabic else "left")


def _links(
    page: Page,
    found: Arranged,
    links: Sequence[Mapping[str, Any]],
    room: Rect,
    boxes: Mapping[str, _Box],
    *,
    arabic: bool,
) -> None:
    """Draw each link as a smooth line through its bends, with a head where something flows."""
    for link, way in zip(links, found.ways, strict=True):
        ahead = way[-1].column >= way[0].column
        points = [_side(boxes[link["from"]], way[0], room, right=ahead)]
        for bend in way[1:-1]:
            x, y = room.x + bend.column * (_WIDE + _APART), room.height - bend.y
            points += [(x, y), (x + _WIDE, y)] if ahead else [(x + _WIDE, y), (x, y)]
        points.append(_side(boxes[link["to"]], way[-1], room, right=not ahead))
        _curve(page, points, directed=link["directed"])
        label = link["label_ar" if arabic else "label"]
        if label:
            (x0, y0), (x1, y1) = points[0], points[1]
            kind = Type(6.0, colour=_QUIET)
            short = wrap(label, kind, _APART + 10, 1)[0]
            page.text((x0 + x1) / 2, (y0 + y1) / 2 + 2, short, kind, "center", halo=True)


def _side(one: _Box, spot: Spot, room: Rect, *, right: bool) -> tuple[float, float]:
    rect = _rect(one, spot, room)
    return (rect.right if right else rect.x), rect.y + rect.height / 2


def _curve(page: Page, points: Sequence[tuple[float, float]], *, directed: bool) -> None:
    (end_x, end_y), before_x = points[-1], points[-2][0]
    ahead = 1 if end_x >= before_x else -1
    stop = (end_x - ahead * _HEAD * 0.8, end_y) if directed else points[-1]
    listed = [*points[:-1], stop]
    vertices, codes = [listed[0]], [Outline.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(listed):
        middle = (x0 + x1) / 2
        vertices += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Outline.CURVE4] * 3
    page.sheet.add_patch(
        PathPatch(Outline(vertices, codes), facecolor="none", edgecolor=_QUIET, linewidth=1.1, zorder=3)
    )
    if directed:
        page.sheet.fill(
            [end_x, end_x - ahead * _HEAD, end_x - ahead * _HEAD],
            [end_y, end_y + _HEAD * 0.5, end_y - _HEAD * 0.5],
            color=_QUIET, linewidth=0, zorder=3,
        )  # fmt: skip
