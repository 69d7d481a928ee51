"""What a file holds -> a layer like any other: declaration, features, and what was set aside and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import geopandas as gpd

from geo.faults import Fault
from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused
from geo.ingest.rows.judging import judged
from geo.ingest.rows.placing import placed
from geo.ingest.rows.roles import Roles
from geo.ingest.rows.settling import Wishes, World, settle, surveyed
from geo.language import worded
from geo.model import Layer

MOST_TOLD = 20
"""Faults that are told where no row can be taken."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A layer as it would be.

    Attributes
    ----------
    layer : Layer
        Its declaration, read as any.
    toml : str
        The text of it.
    features : GeoDataFrame
        What can be taken, in the order of the file.
    aside : list of Fault
        Everything that is wrong with the rows that are not taken.
    unplaced : list of (str, str)
        Features without a position: id and why.
    notes : list of str
        What was decided, in sentences.
    """

    layer: Layer
    toml: str
    features: gpd.GeoDataFrame
    aside: list[Fault]
    unplaced: list[tuple[str, str]]
    notes: list[str] = field(default_factory=list)

    @property
    def set_aside(self) -> int:
        """How many rows are not taken."""
        return len({fault.feature for fault in self.aside})


def drafted(raw: Raw, roles: Roles, wishes: Wishes, world: World, file: str) -> Draft:
    """Return the layer that a file makes; raises Refused where nothing of it can be one.

    Parameters
    ----------
    file : str
        What faults call it.
    """
    settled = settle(surveyed(raw, roles), roles, wishes, world, file)
    at = placed(raw, roles, wishes.crs, settled.places)
    types = {shape.geom_type for shape in at.shapes if shape is not None}
    layer, toml = settled.layer(types, f"{wishes.layer}.geojson")
    made = judged(raw, at, settled, layer)
    bad = {number for number, _ in made.faults}
    aside = list(numbered(made.faults, layer.id))
    keep = [number for number in range(len(raw)) if number not in bad]
    if not keep:
        raise none_of(len(raw), aside)
    ids = made.features["id"].tolist()
    unplaced = [(ids[number], at.unplaced[number]) for number in keep if number in at.unplaced]
    features = made.features.iloc[keep].reset_index(drop=True)
    return Draft(layer, toml, features, aside, unplaced, list(settled.notes))


def none_of(rows: int, faults: Sequence[Fault]) -> Refused:
    """Return the error of a file none of whose rows can be taken."""
    none = worded("none of {n} rows can be taken", n=str(rows))
    return Refused(none, *(fault.words for fault in faults[:MOST_TOLD]))


def numbered(faults: Iterable[tuple[int, Fault]], layer: str, start: int = 0) -> Iterable[Fault]:
    """Yield faults by the numbers of their rows in the file, with what whoever ingests it can do."""
    widen = f"widen extent in layers/{layer}.toml"
    elsewhere = worded("correct the position, or tell --extent (in a browser: take positions outside Libya)")
    for number, fault in faults:
        remedy = elsewhere if widen in fault.remedy else fault.remedy
        yield replace(fault, feature=row(start + number), layer=layer, remedy=remedy)


def row(number: int) -> str:
    """Return what a row is called, by its number from 0."""
    return worded("row {n}", n=str(number + 1))
