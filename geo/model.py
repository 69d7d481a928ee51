"""The nouns of the project as frozen values: layer, column, class, source, actor. No I/O."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from geo.language import mark

KINDS: tuple[str, ...] = (
    "text", "integer", "number", "date", "list", "actor", "actors", "place", "places",
    "slug", "class", "sources", "url", "subject",
)  # fmt: skip
"""What a column can hold. `list`, `actors`, `places` and `sources` are "|"-separated; `place` is the id of a
feature in any layer; `slug` is the row's own id; `class` is one of the classes that the layer declares;
`subject` is `actor:<id>`, `side:<palette key>` or `layer:<id>`."""

PALETTE: tuple[str, ...] = (
    "tripoli", "east", "city_states", "resources", "trafficking", "foreign", "settlement", "events", "base",
    "own", "unclaimed",
)  # fmt: skip
"""Names of the colours that a layer or class can declare; their values belong to the renderers."""

GROUPS: tuple[str, ...] = ("Powers", "Resources", "Illicit", "Outside", "Settlement", "Base")
"""What a layer belongs to, in the order of the panel."""
GROUND_GROUP = "Base"
"""What the other groups stand on."""
OWN_GROUP = mark("Own, not graded")
"""What layers of somebody's own data belong to: after all others in the panel, and above them on the map."""
OBSERVED = "publisher"  # the claimant of what the publisher of the source saw itself

GEOMETRY_TYPES: tuple[str, ...] = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
)  # fmt: skip

LINE_STYLES: tuple[str, ...] = ("solid", "dashed", "dotted", "dashdot", "dense", "long")
FILLS: tuple[str, ...] = ("solid", "hatch", "lines", "dots", "none")
"""How an area is filled: plainly, in stripes of two holders, with lines of one, with the dots of nobody."""
MARKINGS: tuple[str, ...] = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
RELIABILITIES: tuple[str, ...] = ("A", "B", "C", "D", "E", "F")
CREDIBILITIES: tuple[str, ...] = ("1", "2", "3", "4", "5", "6")

RELIABILITY: Mapping[str, str] = {
    "A": mark("completely reliable source"),
    "B": mark("usually reliable source"),
    "C": mark("fairly reliable source"),
    "D": mark("not usually reliable source"),
    "E": mark("unreliable source"),
    "F": mark("reliability cannot be judged"),
}
"""The Admiralty scale for sources (NATO AJP-2.1)."""

CREDIBILITY: Mapping[int, str] = {
    1: mark("confirmed by other sources"),
    2: mark("probably true"),
    3: mark("possibly true"),
    4: mark("doubtful"),
    5: mark("improbable"),
    6: mark("truth cannot be judged"),
}
"""The Admiralty scale for information (NATO AJP-2.1)."""

LIBYA_EXTENT: tuple[float, float, float, float] = (8.0, 18.5, 27.0, 35.0)
"""West, south, east, north in degrees: Libya and its near borders."""

IMPORTANCE = "importance"
"""The own column of a layer that says from which zoom a feature is drawn, where the layer has it."""
MOST_IMPORTANT, LEAST_IMPORTANT = 1, 3
"""What it may say; what says nothing is drawn at every zoom."""

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

POLICIES: tuple[str, ...] = ("own", "press", "descriptive")
"""Naming policies of data/naming.csv."""

FILTERS: tuple[str, ...] = ("hide", "side", "actor", "com", "rel", "cred", "age", "stale", "rows")
"""What can be filtered by: hidden classes, hidden sides, actors, commodities, grades, days of age, stale, and
what columns of the table say."""

CONDITION = re.compile(r"([a-z_]+)([~=<>])(.*)", re.DOTALL)
"""What a column of the table must say: contains, is, from, until."""

SAID: Mapping[str, tuple[str, ...]] = {
    "any": ("name_en", "name_ar", "aliases", "summary", "summary_ar", "class", "actor", "reviewed_on"),
    "name": ("name_en", "name_ar", "aliases"),
    "layer": (),
    "class": ("class",),
    "actor": ("actor",),
    "reviewed_on": ("reviewed_on",),
    "grade": ("reliability", "credibility"),
    "valid_from": ("valid_from",),
    "valid_to": ("valid_to",),
    "precision_m": ("precision_m",),
    "marking": ("marking",),
    "summary": ("summary", "summary_ar"),
}
"""Columns of the table that can be narrowed, each with those of a layer that it is made of."""

Language = Literal["en", "ar", "en+ar"]


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column of a layer or table.

    Attributes
    ----------
    name, title : str
        Name in the file, title on screen.
    kind : str
        One of `KINDS`.
    required : bool
        Whether every row must fill it.
    values : tuple of str
        Closed list of what it, or each part of a list, may hold; empty = open. Numbers are written as text.
    help : str
        Tooltip.
    least, most : float
        What a number may be, both included.
    title_ar : str
        Arabic title where it is a name from the data; "" = the catalogue has it.
    searched : bool
        Whether a search finds a row by what it holds, such as a code.
    ahead : bool
        Whether a day may lie after today, as the announced end of a mandate or a contract.
    """

    name: str
    title: str
    kind: str = "text"
    required: bool = False
    values: tuple[str, ...] = ()
    help: str = ""
    least: float = -math.inf
    most: float = math.inf
    title_ar: str = ""
    searched: bool = False
    ahead: bool = False


LARGE_SUFFIX = ".parquet"
"""Of the data of a layer that is never loaded whole."""

COMMON_COLUMNS: tuple[Column, ...] = (
    Column("id", "Id", "slug", required=True, help="Stable and unique over all layers"),
    Column("name_en", "Name", required=True),
    Column("name_ar", "Arabic name"),
    Column("aliases", "Other spellings", "list"),
    Column("class", "Class", "class", required=True),
    Column("actor", "Actor", "actor", help="Who controls or runs it; empty = not known"),
    Column("valid_from", "True from", "date"),
    Column("valid_to", "True until", "date", help="No longer true once this day or period is over",
           ahead=True),
    Column("recorded_on", "Recorded on", "date", required=True),
    Column("retracted_on", "Retracted on", "date"),
    Column("reviewed_on", "Last confirmed", "date"),
    Column("sources", "Sources", "sources", required=True),
    Column("reliability", "Reliability of the source", required=True, values=RELIABILITIES,
           help="A reliable to E unreliable, F cannot be judged"),
    Column("credibility", "Credibility of the information", "integer", required=True, values=CREDIBILITIES,
           help="1 confirmed to 5 improbable, 6 cannot be judged"),
    Column("marking", "Handling marking", required=True, values=MARKINGS, help="TLP 2.0"),
    Column("precision_m", "Precision (m)", "integer", help="How well the position is known, in metres"),
    Column("summary", "Summary", required=True),
    Column("summary_short", "Short summary", help="For the key of a figure, where the summary has no room"),
    Column("summary_short_ar", "Arabic short summary"),
)  # fmt: skip
"""The evidence columns that every feature of every layer carries, in file order."""


@dataclass(frozen=True, slots=True)
class LayerClass:
    """One class of a layer: what it is called and how it is drawn.

    Attributes
    ----------
    symbol : str
        Name of the point symbol; "" for lines and areas.
    colour : str
        Palette key; "" = the layer's colour.
    size, width : float
        Symbol size and line width in CSS pixels.
    line, fill : str
        One of `LINE_STYLES` and `FILLS`.
    arrow : bool
        Whether a line shows its direction.
    glyph : str
        Name of the symbol whose sign a line with arrows bears; "" = none.
    tint : float
        Opacity of the fill of an area, 0-1; 0 = as usual.
    title_area, title_area_ar : str
        What its areas are called where a class has points too; "" = as its points.
    ages : bool
        Whether what nobody confirms grows stale; what says that nothing is known does not.
    """

    name: str
    title: str
    title_ar: str = ""
    symbol: str = ""
    colour: str = ""
    size: float = 20
    line: str = "solid"
    width: float = 2
    arrow: bool = False
    glyph: str = ""
    fill: str = "solid"
    tint: float = 0
    title_area: str = ""
    title_area_ar: str = ""
    ages: bool = True


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as its declaration says; exactly one of `data` and `derive` is filled.

    Attributes
    ----------
    title_short, title_short_ar : str
        What panel and legends call it, in some 24 letters; its title where the file has none.
    order : int
        Drawing order, low is below.
    rank : int
        Its place in the panel within its group, low is first.
    data : str
        Path of the GeoJSON below data/, or of the GeoParquet of a large layer; "" for a derived layer.
    derive : str
        Name of the analysis that computes it; "" for a layer from a file.
    geometry : tuple of str
        GeoJSON types that its features may have.
    review_after_days : int
        Days after which an unconfirmed feature is drawn as stale.
    colour_by : str
        "actor" when the side of the feature's actor picks the colour, "country" when points are chips of the
        actor's country, else "".
    size_by : str
        Own column that says how important a point is, from 1 up; its symbol is as large as that and stands at
        its place, never moved aside. "" = the size of the class.
    faint_by : str
        Own column that is 1 for areas that are drawn paler and with a dotted edge, such as derived ones.
    areas_named : bool
        Whether who holds its areas (columns `district` and `actors`) is written on them.
    undated : str
        "told" when its rows are of sides: nothing is shown before 15 February 2011, and a row without a start
        only from the day on which it was first published.
    extent : tuple of float
        West, south, east, north in degrees: where its features may lie.
    columns : tuple of Column
        Its own columns, after `COMMON_COLUMNS`, in file order.
    classes : mapping of str to LayerClass
        In the order of the legend.
    """

    id: str
    title: str
    title_ar: str
    title_short: str
    title_short_ar: str
    group: str
    order: int
    rank: int
    visible: bool
    data: str
    derive: str
    geometry: tuple[str, ...]
    review_after_days: int
    colour: str
    colour_by: str
    size_by: str
    faint_by: str
    areas_named: bool
    undated: str
    extent: tuple[float, float, float, float]
    note: str
    columns: tuple[Column, ...]
    classes: Mapping[str, LayerClass] = field(hash=False)

    @property
    def large(self) -> bool:
        """Whether it is never loaded whole, but asked by extent, day and filter."""
        return self.data.endswith(LARGE_SUFFIX)

    @property
    def is_ground(self) -> bool:
        """Whether the rest stands on it: a town was there before anybody published its position."""
        return self.group == GROUND_GROUP

    @property
    def ageless(self) -> tuple[str, ...]:
        """Names of the classes that never grow stale."""
        return tuple(name for name, declared in self.classes.items() if not declared.ages)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The common columns, then its own."""
        return COMMON_COLUMNS + self.columns


@dataclass(frozen=True, slots=True)
class Table:
    """One declared CSV table: `columns` in the order of the file."""

    name: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One row of sources.csv; `date` may be partial or "", `date_note` says why."""

    id: str
    publisher: str
    title: str
    date: str
    date_note: str
    url: str
    kind: str
    reliability: str


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of actors.csv, without its evidence columns; `side` picks the colour."""

    id: str
    name_en: str
    name_ar: str
    aliases: tuple[str, ...]
    kind: str
    side: str
    base_place: str
    summary: str


@lru_cache(maxsize=8192)
def split(text: str) -> tuple[str, ...]:
    """Return the parts of a "|"-separated text without blanks around them; "" has none.

    Examples
    --------
    >>> split("Sabha| Sebha")
    ('Sabha', 'Sebha')
    >>> split("")
    ()
    """
    return tuple(part.strip() for part in text.split("|") if part.strip())


def strictness(marking: str) -> int:
    """Return how strict a marking is, from 0; what is no marking counts as the strictest.

    Examples
    --------
    >>> [strictness(text) for text in ("CLEAR", "RED", "", "amber")]
    [0, 4, 4, 4]
    """
    return MARKINGS.index(marking) if marking in MARKINGS else len(MARKINGS) - 1


def highest_marking(markings: Iterable[str]) -> str:
    """Return the most restrictive of some markings, "" of none; what is no marking counts as the strictest.

    Examples
    --------
    >>> highest_marking(["GREEN", "AMBER", "CLEAR"])
    'AMBER'
    >>> highest_marking([])
    ''
    """
    ranks = [strictness(text) for text in markings]
    return MARKINGS[max(ranks)] if ranks else ""


def marking_of(text: str) -> str:
    """Return a marking as it is written, from how somebody types it; one that is none stays one that is none.

    Examples
    --------
    >>> marking_of(" tlp:amber strict ")
    'AMBER+STRICT'
    """
    return text.strip().upper().removeprefix("TLP:").replace(" ", "+")


def in_file_name(marking: str) -> str:
    """Return what a file name says of what is in it: nothing for what everybody may see.

    Examples
    --------
    >>> in_file_name("AMBER+STRICT"), in_file_name("CLEAR")
    ('_TLP-AMBER-STRICT', '')
    """
    return "" if marking in ("", MARKINGS[0]) else f"_TLP-{marking.replace('+', '-')}"
