"""What is decided once for a whole file: classes, kinds of columns, how it writes days, who is meant.

A file of any size is surveyed piece by piece (`surveyed`), the pieces are put together, and what they say
together is settled. Rows are then judged by it alone (`geo.ingest.rows.judging`), wherever and in whatever
pieces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geo.catalog import read_catalog
from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused
from geo.ingest.rows.columns import column_name, free, kind, line, slug
from geo.ingest.rows.days import order_of
from geo.ingest.rows.declaring import Declared, declaration
from geo.ingest.rows.placing import Find, Placed
from geo.ingest.rows.roles import Roles
from geo.language import worded
from geo.model import LIBYA_EXTENT, Column, Extent, Layer
from geo.schema.references import References

PRECISION: Final = 1000
"""Metres that a position counts as known to where nobody says how well it is."""
LASTS: Final = 365
"""Days that what happened on a day stays on the map where no column says until when, as events do."""
MOST_CLASSES: Final = 12
OTHER: Final = "other"
SOURCE: Final = "own-"
"""What the source of an own layer begins with; the id of the layer follows."""
LONGEST_NAME: Final = 120

_PLACED_BY: Final = ("lat", "lon", "x", "y", "wkt", "position")
_KINDS: Final = ("", "integer", "number", "text")
"""Each also holds what those before it do."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever gives the file says of the layer.

    Attributes
    ----------
    layer : str
        Its id.
    precision_m : int
        How well its positions are known, where they do not say so themselves.
    lasts : int
        Days that a row stays from its day on where nothing says until when; 0 = open.
    days : str
        In which order days such as 03/04/2024 are written; "" = as the column shows.
    recorded : str
        The column that says on which day each row was read first; "" = today.
    """

    layer: str
    title: str = ""
    crs: str = ""
    days: str = ""
    precision_m: int = PRECISION
    lasts: int = LASTS
    marking: str = "CLEAR"
    extent: Extent = LIBYA_EXTENT
    colour: str = "own"
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What the evidence knows that an own layer may refer to.

    Attributes
    ----------
    find : callable
        Where something lies that is called so.
    actor : callable
        The id of who is called so, "" where nobody is.
    references : References
        What is there already.
    """

    find: Find
    actor: Callable[[str], str]
    references: References
    today: date


@dataclass(frozen=True, slots=True)
class Survey:
    """What a piece of a file holds, as far as that decides for the whole.

    Attributes
    ----------
    kinds : mapping of str to str
        Kind of each column by header; "" = it is empty.
    orders : mapping of str to str
        In which order the column of a role writes days; "" = nothing shows it.
    classes : Counter of str
        Texts of the column `class`.
    named : mapping of str to dict of str to None
        Different texts of the columns `place` and `actor`, in the order of the file.
    shapes : bool
        Whether there are shapes, beside the columns.
    """

    rows: int
    kinds: Mapping[str, str]
    orders: Mapping[str, str]
    classes: Counter[str]
    named: Mapping[str, dict[str, None]]
    shapes: bool = False

    @classmethod
    def together(cls, parts: Sequence[Survey]) -> Survey:
        """Return what pieces hold that follow each other."""
        classes: Counter[str] = Counter()
        for one in parts:
            classes.update(one.classes)
        first = parts[0]
        return cls(
            sum(one.rows for one in parts),
            {header: max((one.kinds[header] for one in parts), key=_KINDS.index) for header in first.kinds},
            {role: next(filter(None, (one.orders[role] for one in parts)), "") for role in first.orders},
            classes,
            {role: {text: None for one in parts for text in one.named[role]} for role in first.named},
            any(one.shapes for one in parts),
        )


def surveyed(raw: Raw, roles: Roles) -> Survey:
    """Return what a piece of a file holds."""
    of = {role: raw.columns[header] for role, header in roles.of.items()}
    return Survey(
        len(raw),
        {header: kind(texts) if any(texts) else "" for header, texts in raw.columns.items()},
        {role: order_of(of[role]) for role in ("day", "until") if role in of},
        Counter(line(text, LONGEST_NAME) for text in of.get("class", ()) if text),
        {role: dict.fromkeys(of[role]) for role in ("place", "actor") if role in of},
        raw.shapes is not None,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds for every row of a file.

    Attributes
    ----------
    file : str
        What faults call it.
    columns : mapping of str to Column
        What is kept as it is, by header.
    classes : mapping of str to str
        Titles by name.
    class_of : mapping of str to str
        Name by what the file says; all else is `OTHER`.
    places : mapping of str to Placed
        Where what is named lies.
    actors : mapping of str to str
        Id of who is named, "" where nobody is called so.
    references : References
        What is there already, without the layer itself.
    notes : tuple of str
        What was decided, in sentences.
    """

    roles: Roles
    wishes: Wishes
    file: str
    orders: Mapping[str, str]
    columns: Mapping[str, Column]
    classes: Mapping[str, str]
    class_of: Mapping[str, str]
    places: Mapping[str, Placed]
    actors: Mapping[str, str]
    references: References
    today: date
    notes: tuple[str, ...] = field(default=())

    @property
    def prefix(self) -> str:
        """What ids of the layer begin with."""
        return self.wishes.layer.replace("_", "-")

    def layer(self, types: Iterable[str], data: str) -> tuple[Layer, str]:
        """Return the layer and the text that declares it.

        Parameters
        ----------
        types : iterable of str
            Which shapes it has.
        data : str
            Its file below data/.
        """
        wishes = self.wishes
        shapes = [one for one in sorted(types) if one != "GeometryCollection"]
        toml = declaration(
            Declared(
                title=wishes.title or wishes.layer.replace("_", " ").capitalize(),
                data=data,
                colour=wishes.colour,
                geometry=shapes or ["Point"],
                extent=wishes.extent,
                classes=self.classes,
                columns=tuple(self.columns.values()),
                note=" ".join([f"Own data, not graded, from {self.file}.", *self._said()]),
            )
        )
        return declared(wishes.layer, toml), toml

    def _said(self) -> Iterator[str]:
        if "precision" not in self.roles.of:
            yield f"Positions count as known to {self.wishes.precision_m} m where no named place says more."
        if "day" in self.roles.of and "until" not in self.roles.of and self.wishes.lasts:
            yield f"A row stays on the map for {self.wishes.lasts} days from its day on."
        if self.roles.known:
            yield f"Columns as {self.roles.known} publishes them."


@lru_cache(maxsize=4)
def declared(layer: str, toml: str) -> Layer:
    """Return the layer that a text declares; raises Refused with all that is wrong with it."""
    declarations = MappingProxyType({f"{layer}.toml": toml.encode()})
    catalog, faults = read_catalog(Path("layers"), declarations=declarations)
    if faults:
        raise Refused(*(fault.words for fault in faults))
    return catalog[layer]


def settle(survey: Survey, roles: Roles, wishes: Wishes, world: World, file: str) -> Settled:
    """Return what holds for every row of a file that was surveyed whole; raises Refused where it has none."""
    if not survey.rows:
        raise Refused(worded("holds no rows; give some"))
    classes, class_of, notes = _classes(survey, roles, wishes)
    owners = {one: name for one, name in world.references.owners.items() if name != wishes.layer}
    sources = {f"{SOURCE}{wishes.layer.replace('_', '-')}"}
    return Settled(
        roles=roles,
        wishes=wishes,
        file=file,
        orders={role: wishes.days or order for role, order in survey.orders.items()},
        columns=_own_columns(survey, roles, wishes.recorded),
        classes=classes,
        class_of=class_of,
        places={text: world.find(text) for text in survey.named.get("place", ())},
        actors={text: world.actor(text) if text else "" for text in survey.named.get("actor", ())},
        references=replace(world.references, sources=sources, places=None, owners=owners),
        today=world.today,
        notes=tuple(notes),
    )


def _classes(
    survey: Survey, roles: Roles, wishes: Wishes
) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Return the titles of classes by name, the names by text, and what was decided."""
    header = roles.get("class")
    if not header:
        return {"item": wishes.title or "Item"}, {"": "item"}, []
    notes: list[str] = []
    counts = survey.classes
    most = [text for text, _ in counts.most_common(MOST_CLASSES)]
    if len(counts) > MOST_CLASSES:
        most.pop()
        notes.append(
            worded(
                "'{header}' says {n} different things; the {most} most frequent are classes, "
                "all else is '{other}'",
                header=header,
                n=len(counts),
                most=len(most),
                other=OTHER,
            )
        )
    names: dict[str, str] = {}
    for text in sorted(most):
        names[text] = free(slug(text).replace("_", "-") or "class", set(names.values()) | {OTHER})
    titles = {name: text for text, name in names.items()}
    has_other = sum(counts[text] for text in most) < survey.rows
    return titles | ({OTHER: "Other"} if has_other else {}), names, notes


def _own_columns(survey: Survey, roles: Roles, recorded: str) -> dict[str, Column]:
    """Return the columns that are kept as they are, by header."""
    gone = {roles.get(role) for role in ("name", "id", "summary", "day", "until")} | {recorded}
    if not survey.shapes:
        gone |= {roles.get(role) for role in _PLACED_BY}
    columns: dict[str, Column] = {}
    for header, found in survey.kinds.items():
        if header in gone or not found:
            continue
        name = column_name(header, {one.name for one in columns.values()})
        columns[header] = Column(name, line(header, 60) or name, found)
    return columns
