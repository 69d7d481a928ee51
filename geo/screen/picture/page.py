"""What stands in the window before any script has come: picture, title, the lines that say it, the panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import shapely

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.evidence.believing import believed
from geo.language import declared, in_digits, mark
from geo.model import MARKINGS, highest_marking
from geo.scene import Scene, scene, style
from geo.scene.look.tables import Ground
from geo.scene.subject import subject_of
from geo.scene.telling import headline
from geo.screen.assets import STATIC
from geo.screen.picture.below import length_of_both
from geo.screen.picture.differing import Differing, Outlines
from geo.screen.picture.drawing import svg
from geo.screen.picture.looking import ZOOMS, Looking, centre_of
from geo.screen.picture.markup import element, text
from geo.screen.picture.plane import to_world
from geo.screen.picture.rooms import width_of_tab
from geo.view import View
from geo.words.dates import date_text
from geo.words.names import Names, short_name

TITLE: Final = mark("Libya: control, resources, routes")
_FOLDED: Final = (
    "@media(min-width:{0.phone}.98px) and (max-width:{0.both}.98px){{#first-panel{{display:none}}"
    "#first-place{{left:0;right:0}}html:not([data-room]) .stSidebar{{display:none}}}}"
)
"""The panel is out of the way of two maps from the first, until `room.js` has folded it."""
MOST, MOST_SYMBOLS = 1500, 3000
"""Features of a picture, and symbols at all of its zooms: more would keep the browser from the map itself."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in the page, and the highest marking of what is in it."""

    markup: str
    marking: str = MARKINGS[0]


def picture(evidence: Evidence, view: View) -> Picture:
    """Return the picture of a view, with its words.

    A scene of too many features has words alone; two that are compared are both drawn, or neither.
    """
    shown = scene(evidence, view)
    pictures = [(evidence, view, shown)]
    if view.compare and (other := view.other):
        fewer = believed(evidence, view.compare.without)
        pictures.append((fewer, other, scene(fewer, other)))
    legend = length_of_both([drawn for *_, drawn in pictures], view) if view.compare else 0
    looking = Looking.of(view, _chosen(evidence, view, shown), legend)
    features = [one for *_, drawn in pictures for layer in drawn.layers for one in layer.placed]
    left_out = len(features) > MOST * len(pictures)
    maps = [] if left_out else list(_maps(pictures, looking))
    drawn = "" if "".join(maps).count("<use") > MOST_SYMBOLS * len(maps) else "".join(maps)
    if drawn and view.compare:
        days = (_day_of(one) for _, one, _ in pictures)
        drawn = "".join(element("div", {"class": "half"}, *both) for both in zip(maps, days, strict=True))
    marking = highest_marking([MARKINGS[0], *(one.marking for one in features)])
    arabic = view.lang == "ar"

    def said(ours: str) -> str:
        return text(in_digits(ours, view.digits if arabic else ""))

    first = view.first.isoformat() if view.first < view.at else ""
    subject = subject_of(shown.layers, view.lang, _let_through(evidence, view), first)
    if subject:
        title = subject.title(view.at.isoformat(), view.lang)
        lines = [element("p", {}, said(subject.line(view.lang)))]
    else:
        told = headline(evidence, view.at, view.known, view.recorded, view.names)
        title = told.title[arabic]
        lines = [
            element("h3", {}, said(line.heading[arabic]))
            + element("p", {}, said("".join(piece.text[arabic] for piece in line.pieces)))
            for line in told.lines
        ]
        if view.lang == "en+ar":
            second = {"class": "other-title", "dir": "rtl", "lang": "ar"}
            lines.insert(0, element("p", second, said(told.title[True])))
    column = element("div", {"class": "column"}, element("h2", {}, said(title)), *lines)
    foot = element("div", {"class": "foot"}, element("b", {}, f"TLP:{text(marking)}"))
    return Picture(_whole(view, looking, drawn, column if looking.panel else "", foot), marking)


def _maps(pictures: Sequence[tuple[Evidence, View, Scene]], looking: Looking) -> Iterator[str]:
    """Yield the drawing of each picture, of two with what differs."""
    if len(pictures) == 1:
        yield svg(*pictures[0], looking)
        return
    evidence, view, _ = pictures[0]
    differing, scenes = Differing(evidence, view), [shown for *_, shown in pictures]
    for one, named, other in zip(pictures, "de", reversed(scenes), strict=True):
        yield svg(*one, looking, named=named, outlines=Outlines(differing, one[-1], other))


def _chosen(evidence: Evidence, view: View, shown: Scene) -> tuple[float, float, float, float] | None:
    """Return the edges of what is selected, from the centre, as `picking.js` finds it; None = of nothing."""
    if not view.selected or (not view.centre and view.zoom is None):
        return None
    found = [one.shape for layer in shown.layers for one in layer.placed if one.id == view.selected]
    for known in () if found else ("places", "districts"):
        try:
            rows = evidence.layer(known, view.known, view.recorded)
        except GeoError:
            continue
        found += rows.geometry[rows["id"] == view.selected].dropna().tolist()
    if not found:
        return (0, 0, 0, 0) if view.centre else None
    west, south, east, north = shapely.total_bounds(found)
    (x, y), (left, top), (right, bottom) = centre_of(view), to_world(west, north), to_world(east, south)
    return left - x, top - y, right - x, bottom - y


def _day_of(view: View) -> str:
    """Return of which day a map is that another one stands beside."""
    day = element(
        "b", {}, text(in_digits(date_text(view.at.isoformat(), view.lang, short=True), view.digits))
    )
    return element("div", {"class": "day"}, text(declared(mark("As of"), view.lang)), " ", day)


def _let_through(evidence: Evidence, view: View) -> list[str]:
    """Return the names of the actors that the view lets through, as the title has them; none = all."""
    actors = Names.of(evidence, view.names).actors
    return [short_name(actors.name(one).text(view.lang)) for one in view.filters.get("actor", ())]


def skeleton(view: View | None) -> Picture:
    """Return what stands in the page where there is no picture: the ground's colour and words.

    Parameters
    ----------
    view : View or None
        None = as long as no data were read.
    """
    view = view or View(layers=(), at=date.today())
    looking = Looking.of(view)
    column = element("div", {"class": "column"}, element("h2", {}, text(declared(TITLE, view.lang))))
    return Picture(_whole(view, looking, "", column if looking.panel else "", ""))


def _whole(view: View, looking: Looking, *inside: str) -> str:
    share = {zoom: style().zoom.share(zoom) for zoom in (*ZOOMS, *looking.zooms)}
    two = _FOLDED.format(style().screen) if view.compare else ""
    sheet = element("style", {}, _colours() + _sheet() + looking.css(share) + two)
    told = {
        "id": "first",
        "lang": "ar" if view.lang == "ar" else "en",
        "dir": "rtl" if looking.mirrored else "ltr",
    }
    panel = element("div", {"id": "first-panel"}, element("h1", {}, text(declared(TITLE, view.lang))))
    tab = element("div", {"class": "tab"}) if looking.tab else ""
    place = element("div", {"id": "first-place"}, element("div", {"id": "first-map"}, *inside, tab))
    return sheet + element("div", told, place, panel if looking.panel else "")


@cache
def _sheet() -> str:
    screen, css = style().screen, (STATIC / "first.css").read_text(encoding="utf-8")
    css = css.replace("$side", width_of_tab(screen.side))
    for name, pixels in (
        ("panel", screen.panel),
        ("phone", screen.phone),
        ("narrow", screen.roomy - 1),
        ("both", screen.both),
    ):
        css = css.replace(f"${name}", f"{pixels}px")
    return " ".join(css.split())


@cache
def _colours() -> str:
    """Return the colours of the ground as CSS, in both themes."""
    light, dark = style().ground, style().ground_dark
    return f"#first{{{_named(light)}}}@media(prefers-color-scheme:dark){{#first{{{_named(dark)}}}}}"


def _named(ground: Ground) -> str:
    names = ("sea", "land", "neighbours", "border", "district", "label", "halo")
    halo = f"--halo-width:{style().label.halo_width:g}px"
    return ";".join((*(f"--{name}:{getattr(ground, name)}" for name in names), halo))
