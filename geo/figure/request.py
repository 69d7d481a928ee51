"""What figure is wanted, as one frozen value, and the texts that it is read from and written as."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, get_args

from geo.errors import GeoError
from geo.faults import one_of
from geo.figure.sheet.house import House
from geo.figure.sheet.sizes import DPIS, SIZES, Size
from geo.model import MARKINGS, in_file_name, marking_of
from geo.view import IN_FIGURE, Context, Part, PartFault, View, read
from geo.view.kinds import Choice, Day, Feature, Line, Switch, WholeNumber
from geo.view.parts import beside_known, parts_of, read_parts, texts_of_table, whole_texts
from geo.view.texts import quoted

Faulty = Literal["refuse", "warn"]

DISTRICTS: Final = "districts"
AREAS: Final = (DISTRICTS, "regions")
"""Layers of areas that an atlas can have a figure for."""
LONGEST: Mapping[str, int] = MappingProxyType({"title": 200, "subtitle": 300, "notes": 800})
"""Characters that each text of the briefer may have."""
SMALLEST, LARGEST = 0.02, 45.0
"""Degrees that the extent of a figure must and may measure on each side."""

_NAME_MOST = 40


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """One figure, completely: the same request and the same evidence make the same bytes.

    Attributes
    ----------
    view : View
        What it shows; of its parts those in `geo.view.IN_FIGURE`. Its extent is shown whole, the frame of the
        map adds what its shape needs; None = Libya.
    size : str
        A key of `SIZES`.
    dpi : int
        One of `DPIS`; for PNG, and for pictures inside other formats.
    title, subtitle, notes : str
        Plain text; an empty title is made from the layers.
    marking : str
        One of `MARKINGS`: features above it are left out and counted. "" = the highest of what is drawn.
    made_on : date
        Day of making, printed on the figure.
    faulty : "refuse" or "warn"
        Whether a layer that is out, or an extent without anything in it, is an error or a warning on the
        figure.
    home : str
        Address of the server that its code leads to; "" = no code. No part of what it shows.
    house : House
        The style of the house; where it is made again it is that of then.
    frames : bool
        Whether forces get frames after APP-6 (neutral and unknown only).
    bare : bool
        Whether the map fills the page alone, for whoever sets it into a page of their own.
    table : bool
        Whether a table of what is shown stands below the map.
    area : str
        The district or region that the figure is of: it has a heavy outline; "" = none.
    """

    view: View
    size: Annotated[
        str, Part("size", Choice(tuple(SIZES), str.lower), "SIZE", ", ".join(SIZES), always=True)
    ] = "a4-landscape"
    dpi: Annotated[
        int, Part("dpi", WholeNumber(DPIS), "DPI", f"{', '.join(map(str, DPIS))} (default: {DPIS[1]})")
    ] = DPIS[1]
    title: Annotated[str, Part("title", Line(LONGEST["title"]), help="default: made of the layers")] = ""
    subtitle: Annotated[str, Part("subtitle", Line(LONGEST["subtitle"]))] = ""
    marking: Annotated[
        str,
        Part(
            "marking", Choice(MARKINGS, marking_of), "TLP",
            f"{', '.join(MARKINGS)}; features above it are left out and counted",
        ),
    ] = ""  # fmt: skip
    notes: Annotated[str, Part("notes", Line(LONGEST["notes"]), help="printed beside the map")] = ""
    made_on: Annotated[
        date,
        Part(
            "made", Day(), "YYYY-MM-DD", "date of making (default: SOURCE_DATE_EPOCH, else today)",
            also=("made-on",), first=lambda context: context.today,
        ),
    ] = field(kw_only=True)  # fmt: skip
    faulty: Annotated[
        Faulty,
        Part(
            "faulty", Choice(get_args(Faulty)), "WHAT",
            "refuse (default) or warn: a layer that is out, an empty extent",
        ),
    ] = "refuse"  # fmt: skip
    home: str = field(default="", kw_only=True, compare=False)
    house: House = field(default_factory=House, kw_only=True)
    frames: Annotated[bool, Part("frames", Switch(), "1", "square frames after APP-6 round forces")] = False
    bare: Annotated[
        bool,
        Part("bare", Switch(), "1", "the map alone: a png, and beside it where it lies and what to cite"),
    ] = False
    table: Annotated[bool, Part("table", Switch(), "1", "a table of what is shown below the map")] = False
    area: Annotated[str, Part("area", Feature(), "ID", "a district or region with a heavy outline")] = ""

    @property
    def callouts(self) -> tuple[str, ...]:
        """Ids of the features that get a number on the map and an entry in the key."""
        return self.view.callouts

    @property
    def page(self) -> Size:
        """The page that `size` names."""
        return SIZES[self.size]

    def of_house(self, house: House) -> FigureRequest:
        """Return the same figure in the style of a house."""
        view = replace(self.view, names=self.view.names or house.names)
        return replace(self, house=house, view=view)

    def with_size(self, size: str) -> FigureRequest:
        """Return the same figure on another page; raises GeoError for an unknown one."""
        if size not in SIZES:
            raise GeoError(f"size: '{size[:40]}' is not one; {one_of(list(SIZES))}")
        return replace(self, size=size)


OWN = parts_of(FigureRequest)
"""The parts that only a figure has."""
PARTS = (*IN_FIGURE, *OWN)
"""All parts of a figure, in the order in which they are written."""


def read_request(texts: Mapping[str, str], context: Context) -> tuple[FigureRequest, tuple[PartFault, ...]]:
    """Return the figure that texts ask for, and everything that needs no evidence to be found wrong.

    Parameters
    ----------
    texts : mapping of str to str
        By the names of `PARTS`, written as in the address of the page. What is missing or empty has its
        default. Other names are ignored.
    """
    given = {name: text for name, text in texts.items() if text.strip()}
    view, faults = read(given, context, IN_FIGURE)
    own, own_faults = read_parts(OWN, given, context)
    order = {name: number for number, name in enumerate(context.layers)}
    view = replace(view, layers=tuple(sorted(view.layers, key=lambda name: order.get(name, -1))))
    return FigureRequest(view, **own), (*faults, *_size_of_extent(view), *own_faults)


def _size_of_extent(view: View) -> tuple[PartFault, ...]:
    if view.bbox is None:
        return ()
    west, south, east, north = view.bbox
    if SMALLEST <= east - west <= LARGEST and SMALLEST <= north - south <= LARGEST:
        return ()
    text = quoted(",".join(f"{degrees:g}" for degrees in view.bbox))
    return (
        PartFault("bbox", f"{text} must measure {SMALLEST:g} to {LARGEST:g} degrees on each side; change it"),
    )


def params_of(request: FigureRequest) -> dict[str, str]:
    """Return the texts that `read_request` reads back as this request: canonical, without defaults.

    The day shown, the day of making and the layers are always there, so that the texts mean the same
    tomorrow.
    """
    texts = {**whole_texts(IN_FIGURE, request.view), **whole_texts(OWN, request)}
    return beside_known(texts, request.made_on)


def texts_of(table: Mapping[str, Any], others: Collection[str] = ()) -> tuple[dict[str, str], list[str]]:
    """Return the texts that a table of a TOML file asks for, and everything in it that cannot be used.

    As `geo.view.parts.texts_of_table`.

    Examples
    --------
    >>> texts_of({"layers": ["east", "tripoli"], "filters": {"rel": "B"}, "dpi": 150})
    ({'layers': 'east,tripoli', 'f': 'rel:B', 'dpi': '150'}, [])
    >>> texts_of({"titel": "Map"})
    ({}, ["titel: is not a key; did you mean 'title'?"])
    """
    return texts_of_table(PARTS, table, others)


def request_id(request: FigureRequest, version: str) -> str:
    """Return the id printed on the figure: the same for the same request and the same data, at any dpi.

    Parameters
    ----------
    version : str
        `Evidence.version`.
    """
    texts = {name: text for name, text in params_of(request).items() if name != "dpi"}
    texts |= {"house": request.house.digest} if request.house.digest else {}
    canonical = "\n".join([version, *(f"{name}={text}" for name, text in texts.items())])
    digest = hashlib.sha256(canonical.encode()).hexdigest().upper()
    return f"LBY-{digest[:4]}-{digest[4:8]}"


def file_name(request: FigureRequest, title: str, suffix: str, marking: str = "") -> str:
    """Return the name of the file by convention: country, short title, page, day shown, marking above CLEAR.

    Parameters
    ----------
    title : str
        The title as printed; what is not plain Latin in it is left out.
    suffix : str
        A key of `FORMATS`.

    Examples
    --------
    >>> wanted = FigureRequest(View((), date(2026, 11, 24)), made_on=date(2026, 11, 25))
    >>> file_name(wanted, "Powers & front: who holds what", "pdf")
    'LBY_powers-front-who-holds-what_A4L_20261124.pdf'
    """
    latin = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    short = "-".join(re.findall(r"[a-z0-9]+", latin))[:_NAME_MOST].strip("-") or "figure"
    return f"LBY_{short}_{request.page.code}_{request.view.at:%Y%m%d}{in_file_name(marking)}.{suffix}"
