"""The legend: an entry for each look that is drawn inside the frame, in the order of the screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import shapely
from matplotlib.collections import PathCollection

from geo.figure.drawn import LegendEntry, LegendGroup
from geo.figure.map.arrows import draw_arrows
from geo.figure.map.features import paint_areas, stroke
from geo.figure.page.columns import Line, Swatch, packed
from geo.figure.sheet.outlines import outlines_of
from geo.figure.sheet.paper import BOLD, REGULAR, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import style
from geo.scene.rules.banding import WHOLE
from geo.words.names import Name

_ROOM, _LONG, _TALL = 15.0, 26.0, 9.6
"""Points that a swatch takes on A4: to the text, the same of lines with their dashes, from top to bottom."""

_HEAD = 9.0
"""Pixels from the middle of an arrow to the end of a sample that bears a sign, too."""
_SEVERAL = 2
TIGHT_BELOW = 0.75
"""With type as small as this, lines stand closer, too."""

Sample = Callable[[Page, Rect], None]
"""Draws what an entry stands for in a box of the page (points)."""


def seen(entry: LegendEntry) -> Hashable:
    """Return what a reader sees of an entry's swatch: two with the same look the same in the legend."""
    look = entry.look
    own = replace(look, size=0.0, width=0.0) if look.kind == "point" else look
    return own, entry.state


def merged(groups: Iterable[LegendGroup]) -> list[LegendGroup]:
    """Return the legend with each swatch once, in its first group, named by all that it stands for."""
    found: dict[Hashable, tuple[int, LegendEntry]] = {}
    groups = list(groups)
    for i, group in enumerate(groups):
        for entry in group.entries:
            key = seen(entry)
            at, first = found.get(key, (i, entry))
            found[key] = at, replace(first, name=_both(first.name, entry.name))
    return [
        replace(group, entries=entries)
        for i, group in enumerate(groups)
        if (entries := tuple(entry for at, entry in found.values() if at == i))
    ]


def joined(groups: Sequence[LegendGroup]) -> list[LegendGroup]:
    """Return groups whose names end alike as one: "East: seats" and "Tripoli: seats".

    Only where all their colours are those of sides, which the key lists.
    """
    sides = {
        one.look.fill for group in groups for one in group.entries if _alone(_class_and_sides(one, "en")[1])
    }
    found: dict[Hashable, LegendGroup] = {}
    for group in groups:
        subject = tuple(text.partition(": ")[2] for text in (group.name.en, group.name.ar))
        coloured = all(subject) and sides.issuperset(one.look.fill for one in group.entries)
        key = subject if coloured else group.layer
        first = found.setdefault(key, group)
        if first is not group:
            name = Name(
                _headed(first.name.en, group.name.en, ", "), _headed(first.name.ar, group.name.ar, "، ")
            )
            found[key] = replace(first, name=name, entries=first.entries + group.entries)
    return list(found.values())


def _headed(one: str, other: str, comma: str) -> str:
    """Return two names that end alike as one."""
    head, _, subject = one.partition(": ")
    return f"{_joined(head, other.partition(': ')[0], comma)}: {subject}"


def _both(one: Name, other: Name) -> Name:
    return Name(_as_one(one.en, other.en, ", "), _as_one(one.ar, other.ar, "، "))


def _as_one(one: str, other: str, comma: str) -> str:
    """Return two names as one; what both begin with, up to a colon, stands once."""
    head, _, rest = one.partition(": ")
    same, _, more = other.partition(": ")
    return (
        f"{head}: {_joined(rest, more, comma)}"
        if head == same and rest and more
        else _joined(one, other, comma)
    )


def _joined(one: str, other: str, comma: str) -> str:
    """Return two titles as one; where one says what the other does and more, it alone."""
    if other.casefold() in one.casefold():
        return one
    return other if one.casefold() in other.casefold() else f"{one}{comma}{other}"


def is_list(group: LegendGroup) -> bool:
    """Tell whether it lists classes that all look alike: the name of their layer says about as much."""
    return len(group.entries) == 1 and ", " in group.entries[0].name.en


Named = tuple[tuple[str, ...], LegendEntry]
"""An entry with its texts; none = the next has them, too."""


def entries_of(group: LegendGroup, lang: Language, *, brief: bool = False) -> list[Named]:
    """Return the entries of a group as they are set, each with its texts.

    Where sides pick the colours, these stand first, as on the screen. Then each class of places that says
    nothing of a side beyond its colour stands once, after its swatches: "Place, effective", "Place, in name
    only". Areas name who holds them, and a class of which one look stands for several sides those of each.
    `brief`: these stand once, too.
    """
    split = [(entry, _class_and_sides(entry, lang)) for entry in group.entries]
    first = next((class_ for _, (class_, side) in split if _alone(side)), "")
    several = [entry for entry, (class_, side) in split if class_ == first and _alone(side)]
    if len(several) < _SEVERAL:
        by_name: dict[tuple[str, ...], list[LegendEntry]] = {}
        for entry in group.entries:
            by_name.setdefault(entry.name.lines(lang), []).append(entry)
        # Of entries of one name the last has it, after the swatches of all.
        return [(texts if one is own[-1] else (), one) for texts, own in by_name.items() for one in own]
    comma = "، " if lang == "ar" else ", "
    told = {one for _, (class_, side) in split if class_ == first for one in (side, *side.split(comma))}
    shared = {class_ for _, (class_, side) in split if side and not _alone(side)}
    others: dict[object, Named] = {}
    for entry, (class_, side) in split:
        if entry in several[1:]:
            continue
        if brief:
            once = told.issuperset(side.split(" / "))
        else:
            once = _alone(side) and side in told and class_ not in shared and entry.look.kind != "area"
        once = once or entry is several[0]
        texts = tuple(text.partition(": ")[0] for text in entry.name.lines(lang)) if once else None
        if once and class_ in others:
            earlier = others.pop(class_)[1]
            others[earlier] = ((), earlier)
        others.setdefault(class_ if once else entry, (texts or entry.name.lines(lang), entry))
    return [*((_side(entry, lang), entry) for entry in several), *others.values()]


def _class_and_sides(entry: LegendEntry, lang: Language) -> tuple[str, str]:
    class_, _, side = entry.name.text("ar" if lang == "ar" else "en").partition(": ")
    return class_, side


def _side(entry: LegendEntry, lang: Language) -> tuple[str, ...]:
    return tuple(text.partition(": ")[2] for text in entry.name.lines(lang))


def _alone(side: str) -> bool:
    """Tell whether one side alone is named."""
    return bool(side) and " / " not in side


def legend_lines(
    page: Page, groups: Sequence[LegendGroup], lang: Language, width: float, shrink: float
) -> list[Line]:
    """Return the lines of a `merged` legend for a column of `width` points; a group stays in one column."""
    entry_type = page.type("normal", colour="#262623", tight=shrink < TIGHT_BELOW).but(0.9 * shrink)
    heading = entry_type.but(weight=BOLD, colour="#1A1A1A")
    lines: list[Line] = []
    for which, group in enumerate(joined(groups) if page.mostly else groups):
        long = any(entry.look.kind == "line" for entry in group.entries)
        indent = indent_of(page, shrink, _LONG if long else _ROOM)
        # The heading of the key keeps its own distance to the first group.
        above = 4.8 * page.scale * shrink if which else 0.0
        listed = group.entries[0].name.lines(lang)
        lone = page.mostly and is_list(group) and max(map(entry_type.width, listed)) > width - indent
        only = swatch_of(page, _sample(group.entries[0]), shrink) if lone else None
        aside = indent if lone else 0.0
        titles = named(group.name.lines(lang), heading, width - aside)
        if page.mostly and lang == "en+ar" and len(titles) > 1 and not lone:
            # What stands before a colon says enough above its entries.
            titles = named([text.partition(": ")[0] for text in group.name.lines(lang)], heading, width)
        items = [
            [
                Line(text, heading, aside, 0 if i else above, keep=True, swatch=None if i else only)
                for i, text in enumerate(titles)
            ]
        ]
        before: list[Line] = []
        for names, entry in [] if lone else entries_of(group, lang, brief=bool(page.mostly)):
            swatch, least = swatch_of(page, _sample(entry), shrink), _TALL * page.scale * shrink
            if not names:
                before.append(Line("", entry_type, indent, keep=True, swatch=swatch, least=least))
                continue
            room = width - indent - sum(one.width + one.gap for one in before)
            first, *more = named(names, entry_type, room)
            line = Line(first, entry_type, indent, keep=True, swatch=swatch, least=least)
            for one in reversed(before):
                line = one.followed(line)
            items.append([line, *(Line(text, entry_type, indent, keep=True) for text in more)])
            before = []
        lines += packed(items, width) if page.mostly else chain.from_iterable(items)
        lines[-1] = replace(lines[-1], keep=False)
    if not lines:
        lines.append(Line(say("no_claim", lang), entry_type))
    return lines


def cut(lines: Sequence[Line], entries: int, lang: Language) -> list[Line]:
    """Return the lines of the first entries of a legend; the last says how many are missing."""
    starts = [i for i, line in enumerate(lines) if line.samples]
    if entries >= len(starts):
        return list(lines)
    more = say("more_entries", lang, count=sum(line.samples for line in lines[starts[entries] :]))
    kept = list(lines[: starts[entries]])
    while kept and not (kept[-1].indent or kept[-1].beside):
        kept.pop()
    # Long groups may be split here: they are what has no room.
    loose = [replace(line, keep=not line.indent) for line in kept]
    return [*loose, Line(more, lines[0].kind.but(weight=REGULAR))]


def indent_of(page: Page, shrink: float, room: float = _ROOM) -> float:
    """Return the points from the edge of a column to a text that has a swatch."""
    return room * page.scale * min(max(shrink, 0.85), 1.0) + (2 if page.mostly else 4)


def named(texts: Sequence[str], kind: Type, width: float) -> list[str]:
    """Return one line when the names in both languages fit beside each other, else each on its own lines."""
    together = " · ".join(texts)
    if kind.width(together) <= width:
        return [together]
    return [line for text in texts for line in wrap(text, kind, width)]


def swatch_of(page: Page, sample: Sample, shrink: float) -> Swatch:
    """Return what draws a sample in the middle of the room that a line has for it."""

    def draw(rect: Rect) -> None:
        room = min(rect.width, _LONG * page.scale)
        tall = min(rect.height - 1.2, _TALL * page.scale * shrink - 1.2)
        middle = rect.y + rect.height / 2
        sample(page, Rect(rect.x + (rect.width - room) / 2, middle - tall / 2, room, tall))

    return draw


def _sample(entry: LegendEntry) -> Sample:
    return lambda page, box: draw_swatch(page, box, entry)


def draw_swatch(page: Page, box: Rect, entry: LegendEntry) -> None:
    """Draw what an entry stands for in a box of the page (points), as the map draws it."""
    unit = 0.5 * page.scale
    look, stale = entry.look, entry.state == "stale"
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if look.kind == "point":
        size = min(box.height, style().symbol.legend_size * unit)
        page.stamps.add((x, y), look, size, unit, stale=stale)
    elif look.kind == "line":
        course = np.array([(box.x, y), (box.right, y)])
        stroke(page.sheet, [course], look, unit, 3, stale=stale)
        if look.arrow:
            # Longer than it looks, so that it has room for what stands on a line.
            middle = box.right - _HEAD * unit if look.symbol else x
            reach = max(style().line.arrow_from, style().line.glyph_from) * unit
            longer = np.array([(middle - reach, y), (middle + reach, y)])
            draw_arrows(page.sheet, [longer], [(look, stale)], unit, 3.01)
    else:
        shape = shapely.box(box.x + 0.5, box.y + 0.8, box.right - 0.5, box.top - 0.8)
        land = PathCollection(
            outlines_of([shape]), facecolors=style().ground.land, edgecolors="none", zorder=2.9
        )
        page.sheet.add_collection(land, autolim=False)
        paint_areas(page.sheet, [(shape, look, stale, WHOLE)], unit, 3)
