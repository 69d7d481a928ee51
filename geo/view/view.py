"""What somebody looks at, as one value, and the one reader and writer of its texts.

The address of the page, the panel, `/api`, figures, command lines and batch files are spellings of it. A new
part is one entry in `View`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, get_args

from geo.language import worded
from geo.model import POLICIES, Extent, Language
from geo.view.asking import Asked, Question
from geo.view.compare import Compare, Compared
from geo.view.hand import Moved, Notes
from geo.view.kinds import (
    Amounts,
    Box,
    Choice,
    Context,
    Day,
    Feature,
    Features,
    Filters,
    Layers,
    Number,
    Point,
    Text,
)
from geo.view.parts import (
    DATA,
    FIGURE,
    PAGE,
    Part,
    PartFault,
    Parts,
    beside_known,
    not_before,
    parts_of,
    plain_names,
    read_parts,
    strange_names,
    unknown_ids,
    used_in,
    write_parts,
)
from geo.view.sketch import Sketch
from geo.view.tabs import TABS
from geo.view.texts import Unusable

MIN_ZOOM, MAX_ZOOM = 4, 18
"""Zoom levels of the web map."""
MOST_CALLOUTS = 12
_MOST_QUERY = 120

Shown = Literal["", "brief"]


def _with_plus(text: str) -> str:
    """Return a choice with its plus, which an address written by hand says as a space."""
    return text.replace(" ", "+")


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at: each field is a part, in the order in which texts are written.

    Attributes
    ----------
    layers : tuple of str
        Ids of the layers drawn.
    at : date
        True on: the day shown.
    between : date or None
        What was true at any time from this day to `at` is shown; None, or no earlier day = on `at` alone.
    known : date or None
        Only what had been published by this day; None = whenever it was.
    recorded : date or None
        As this data set was on this day; None = as it is now. Texts always have it beside `known`.
    bbox : tuple of float or None
        West, south, east, north in degrees, for whoever has no window; None = everything, Libya in a figure.
    centre : tuple of float or None
        Latitude, longitude in degrees; None = the whole country.
    zoom : float or None
        Web map zoom level.
    digits : str
        "arab" for Arabic digits in Arabic; "" = those of the rest of the world.
    names : str
        Policy of naming.csv by which actors are named; "" = as in the data.
    filters : mapping of str to tuple of str
        What is let through, by the name of a filter; empty = everything.
    opacity : mapping of str to float
        0-1 by layer id, where it differs from 1.
    query, selected : str
        Search text; id of the inspected feature. "" = none.
    ask : Asked or None
        The question whose answer lies over the map.
    compare : Compared or None
        What another picture beside it has otherwise.
    draw : str
        What was drawn by hand, as `Sketch` reads it; "" = nothing.
    callouts : tuple of str
        Ids of features that get a number on the map of a figure and an entry in its key.
    move : str
        Where names and numbers were put, as `Moved` reads it; "" = where they stand by themselves.
    note : str
        Texts with an arrow on the map, as `Notes` reads them; "" = none.
    view : str
        "brief" shows the map alone.
    tab : str
        The tab open beside the map; "" = folded.
    """

    layers: Annotated[
        tuple[str, ...],
        Part(
            "layers", Layers(), "A,B", "ids of the layers (default: those of the first view)",
            first=lambda context: context.visible,
        ),
    ]  # fmt: skip
    at: Annotated[
        date,
        Part("at", Day(), "YYYY-MM-DD", "true on (default: today)", first=lambda context: context.today),
    ]
    between: Annotated[
        date | None,
        Part("between", Day(), "YYYY-MM-DD", "whatever was true at any time from this day to `at`"),
    ] = None
    known: Annotated[
        date | None,
        Part("known", Day(), "YYYY-MM-DD", "published by (default: now); alone it means recorded"),
    ] = None
    recorded: Annotated[
        date | None, Part("recorded", Day(), "YYYY-MM-DD", "as recorded on (default: now)")
    ] = None
    bbox: Annotated[
        Extent | None,
        Part(
            "bbox", Box(), "W,S,E,N", "extent in degrees",
            used=(FIGURE, DATA),
        ),
    ] = None  # fmt: skip
    centre: Annotated[tuple[float, float] | None, Part("c", Point(), used=(PAGE,))] = None
    zoom: Annotated[float | None, Part("z", Number(MIN_ZOOM, MAX_ZOOM), used=(PAGE,))] = None
    lang: Annotated[
        Language,
        Part("lang", Choice(get_args(Language), _with_plus), "LANG", "en (default), ar or en+ar"),
    ] = "en"
    digits: Annotated[
        str,
        Part(
            "digits", Choice(("", "arab")), "DIGITS", "arab: Arabic digits where the language is Arabic",
            used=(PAGE, FIGURE),
        ),
    ] = ""  # fmt: skip
    names: Annotated[
        str,
        Part(
            "names", Choice(("", *POLICIES)), "POLICY",
            f"what the sides are called: {', '.join(POLICIES)} (default: as in the data)",
            used=(PAGE, FIGURE),
        ),
    ] = ""  # fmt: skip
    filters: Annotated[
        Mapping[str, tuple[str, ...]],
        Part(
            "f", Filters(), "FILTERS", "filters as in the address, such as 'rel:B;hide:east.seat'",
            also=("filters",), key="filters",
        ),
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)  # fmt: skip
    opacity: Annotated[
        Mapping[str, float],
        Part(
            "o", Amounts(), "OPACITY", "opacity as in the address, such as control:0.5",
            also=("opacity",), key="opacity", used=(PAGE, FIGURE),
        ),
    ] = field(default_factory=lambda: MappingProxyType({}), hash=False)  # fmt: skip
    query: Annotated[str, Part("q", Text(_MOST_QUERY), used=(PAGE,))] = ""
    selected: Annotated[str, Part("sel", Feature(), used=(PAGE,))] = ""
    ask: Annotated[
        Asked | None,
        Part(
            "ask", Question(), "QUESTION", "what is asked, such as 'near;place=sirte;km=50'",
            used=(PAGE, FIGURE),
        ),
    ] = None  # fmt: skip
    compare: Annotated[
        Compared | None,
        Part(
            "compare", Compare(), "OTHER", "another picture beside it, such as at=2019-04-01",
            used=(PAGE, FIGURE),
        ),
    ] = None  # fmt: skip
    draw: Annotated[
        str,
        Part(
            "draw", Sketch(), "SHAPES", "drawn by hand, such as 'line:32.9,13.2;32.1,20.1|circle:27,17;50'",
            used=(PAGE, FIGURE),
        ),
    ] = ""  # fmt: skip
    callouts: Annotated[
        tuple[str, ...],
        Part(
            "callouts", Features(MOST_CALLOUTS), "ID,ID",
            "features that get a number and an entry in the key", used=(PAGE, FIGURE),
        ),
    ] = ()  # fmt: skip
    move: Annotated[
        str,
        Part(
            "move", Moved(), "PLACES", "names and numbers put elsewhere, such as 'name:sirte:31.9,17.2'",
            used=(PAGE, FIGURE),
        ),
    ] = ""  # fmt: skip
    note: Annotated[
        str,
        Part(
            "note", Notes(), "NOTES", "texts with an arrow, such as '31.2,16.6;32.5,17;Front of 2020'",
            used=(PAGE, FIGURE),
        ),
    ] = ""  # fmt: skip
    view: Annotated[Shown, Part("view", Choice(get_args(Shown)), used=(PAGE,))] = ""
    tab: Annotated[str, Part("tab", Choice(TABS), used=(PAGE,))] = ""

    @property
    def first(self) -> date:
        """The first of the days shown; `at` is the last, mostly the same."""
        return min(self.between or self.at, self.at)

    @property
    def other(self) -> View | None:
        """The view of the other picture beside it, where there is one."""
        if not self.compare:
            return None
        days = self.compare.clocks(self.at, self.known, self.recorded)
        return replace(self, **days, names=self.compare.policy(self.names), compare=None)


PARTS: Parts = parts_of(View)
ON_PAGE = used_in(PARTS, PAGE)
IN_FIGURE = used_in(PARTS, FIGURE)
OF_DATA = used_in(PARTS, DATA)
NAMES = (*(part.name for part in PARTS), "v")
"""What any address may have beside its own parameters: parts of a view, and the version of the data."""


class Reading(NamedTuple):
    """A view, and what of the texts could not be used; the view does without it."""

    view: View
    faults: tuple[PartFault, ...] = ()


def first_view(context: Context) -> View:
    """Return the view that nobody has asked anything of: the layers declared visible, today, the country."""
    return View(**{part.field: part.default(context) for part in PARTS})


def read(texts: Mapping[str, str], context: Context, parts: Parts = ON_PAGE) -> Reading:
    """Return the view that texts ask for; what is missing or unusable is as at first view.

    Parameters
    ----------
    texts : mapping of str to str
        The parameters of an address; unknown names are ignored, since other tools add their own.
    parts : tuple of Part
        What is looked at: `ON_PAGE`, `IN_FIGURE` or `OF_DATA`.
    """
    values, faults = read_parts(parts, texts, context)
    view = View(**{part.field: part.default(context) for part in PARTS} | values)
    if view.between is None or view.between <= view.at:
        return Reading(view, faults)
    late = not_before("between", view.between, view.at)
    return Reading(replace(view, between=None), (*faults, *late))


def read_rows(
    texts: Mapping[str, str], context: Context, parts: Parts, beside: Collection[str] = ()
) -> tuple[View, date | None, list[object]]:
    """Return which rows texts ask for, the day where they name one (else all times are meant), and faults.

    Parameters
    ----------
    parts : tuple of Part
        What is looked at. Other parts of a view are passed over, so that the text of a page's address can be
        given; what is neither is a fault.
    beside : collection of str
        What the caller reads besides.
    """
    given = {name: text for name, text in plain_names(texts).items() if text.strip()}
    view, faults = read(given, context, parts)
    told = [*strange_names(given, [*(part.name for part in parts), *beside], NAMES), *faults]
    if "at" in given:
        return view, view.at, told
    if view.between:
        words = worded("it begins a span that ends at a day; give at=YYYY-MM-DD too")
        told.append(PartFault("between", words))
    return view, None, told


def write(view: View, context: Context, parts: Parts = ON_PAGE) -> dict[str, str]:
    """Return the texts that `read` reads back, short where the view is as at first."""
    return write_parts(parts, view, context)


def to_browser(view: View) -> dict[str, Any]:
    """Return the view as the scripts of the page hold it."""
    return {part.key: part.kind.json(getattr(view, part.field)) for part in ON_PAGE}


def from_browser(state: Mapping[str, Any], context: Context) -> View:
    """Return the view of a state that a browser sent, judged as strictly as an address."""
    texts = {}
    for part in ON_PAGE:
        try:
            texts[part.name] = part.kind.plain(state.get(part.key))
        except Unusable:
            texts[part.name] = ""
    return read(beside_known(texts, context.today), context).view


def named_in_vain(view: View, find: Callable[[str], object]) -> tuple[PartFault, ...]:
    """Return a fault for the feature that the view names but that is not there.

    Parameters
    ----------
    find : callable
        `Evidence.layer_of`, or another that raises UnknownId.
    """
    return unknown_ids(PARTS, view, find)


def grammar(context: Context) -> dict[str, Any]:
    """Return how views are written, as data: the parts in order, with their values at first view."""
    return {
        "parts": [
            {
                "name": part.name,
                "key": part.key,
                "kind": part.kind.name,
                "default": part.kind.json(part.default(context)),
                "used": list(part.used),
                "always": part.always or part.first is not None,
                "help": part.help,
                **part.kind.limits(),
            }
            for part in PARTS
        ]
    }
