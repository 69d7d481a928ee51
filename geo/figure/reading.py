"""Texts (address, command line, file) -> a request; what cannot be used is refused, all faults at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from geo.address import QUOTED, Unusable, day_of, filters_of, one_line, opacity_of, quoted
from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.faults import did_you_mean, one_of
from geo.figure.frame import ground_extent
from geo.figure.request import LONGEST, MOST_CALLOUTS, Faulty, FigureRequest
from geo.figure.sheet.sizes import DPIS, SIZES
from geo.model import MARKINGS, POLICIES, Extent, Language, Selection

SMALLEST, LARGEST = 0.02, 45.0
"""Degrees that an extent must and may measure on each side."""

_CORNERS = 4


@dataclass(slots=True)
class _Reading:
    """The texts being read, and every fault found on the way."""

    params: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def get(self, name: str, reader: Callable[[str], Any], default: Any) -> Any:
        text = self.params.get(name, "")
        if not text.strip():
            return default
        try:
            return reader(text)
        except Unusable as error:
            self.faults += [f"{name}: {line}" for line in str(error).splitlines()]
            return default


def request_from(params: Mapping[str, str], evidence: Evidence, today: date) -> FigureRequest:
    """Return the request that texts ask for.

    Parameters
    ----------
    params : mapping of str to str
        By the names in `PARAMS`, written as in the address of the page: `layers=a,b`, `at`, `known`,
        `bbox=W,S,E,N`, `lang`, `names`, `f` (filters), `o` (opacity), and `size`, `dpi`, `title`,
        `subtitle`, `marking`, `notes`, `callouts=id,id`, `made`, `faulty`, `frames=1`. What is missing or
        empty has its default: the layers of the first view, today, Libya, A4 landscape, 300 dpi. Other
        names are ignored.
    evidence : Evidence
        What layers, actors and features there are.
    today : date
        The day drawn when `at` is missing, and the day of making when `made` is.

    Raises
    ------
    GeoError
        With a line for every text that cannot be used, each saying what to do.
    """
    reading = _Reading(params)
    selection = Selection(
        layers=reading.get("layers", lambda text: _layers(text, evidence), _visible(evidence)),
        at=reading.get("at", day_of, today),
        known=reading.get("known", day_of, None),
        lang=reading.get("lang", lambda text: _one_of(text, get_args(Language)), "en"),
        names=reading.get("names", lambda text: _one_of(text, POLICIES), ""),
        opacity=reading.get("o", lambda text: opacity_of(text, evidence.catalog), MappingProxyType({})),
        filters=reading.get("f", filters_of, MappingProxyType({})),
    )
    request = FigureRequest(
        selection=selection,
        made_on=reading.get("made", day_of, today),
        bbox=reading.get("bbox", lambda text: _extent(text, evidence), None),
        size=reading.get("size", lambda text: _one_of(text.lower(), SIZES), "a4-landscape"),
        dpi=reading.get("dpi", _dpi, 300),
        title=reading.get("title", lambda text: _plain_text(text, "title"), ""),
        subtitle=reading.get("subtitle", lambda text: _plain_text(text, "subtitle"), ""),
        marking=reading.get("marking", _marking, ""),
        notes=reading.get("notes", lambda text: _plain_text(text, "notes"), ""),
        callouts=reading.get("callouts", lambda text: _callouts(text, evidence), ()),
        faulty=reading.get("faulty", lambda text: _one_of(text, get_args(Faulty)), "refuse"),
        frames=reading.get("frames", _switch, False),
    )
    if reading.faults:
        raise GeoError("\n".join(reading.faults))
    return request


def _visible(evidence: Evidence) -> tuple[str, ...]:
    return tuple(layer.id for layer in evidence.catalog.values() if layer.visible)


def _unknown(text: str, known: Iterable[str]) -> str:
    names = list(known)
    return f"{quoted(text)} is not one; {did_you_mean(text[:QUOTED], names, one_of(names, len(names)))}"


def _one_of(text: str, choices: Iterable[str]) -> str:
    names = list(choices)
    if text not in names:
        raise Unusable(_unknown(text, names))
    return text


def _layers(text: str, evidence: Evidence) -> tuple[str, ...]:
    wanted = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    # A layer that is out is known all the same: what to do about it is for the figure to decide.
    known = evidence.catalog.keys() | evidence.broken.keys()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise Unusable("\n".join(f"there is no layer {_missing(name, known)}" for name in unknown[:8]))
    order = list(evidence.catalog)
    return tuple(sorted(wanted, key=lambda name: order.index(name) if name in order else -1))


def _missing(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return f"{quoted(name)}; {did_you_mean(name[:QUOTED], names, one_of(names, len(names)))}"


def _extent(text: str, evidence: Evidence) -> Extent:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != _CORNERS or not all(math.isfinite(number) for number in numbers):
        raise Unusable(f"{quoted(text)} is no extent; write W,S,E,N in degrees, for example 9,20,25,33.5")
    west, south, east, north = numbers
    if west >= east or south >= north:
        raise Unusable(
            f"{quoted(text)} is inverted; write west,south,east,north with west < east and south < north"
        )
    if not SMALLEST <= east - west <= LARGEST or not SMALLEST <= north - south <= LARGEST:
        raise Unusable(
            f"{quoted(text)} must measure {SMALLEST:g} to {LARGEST:g} degrees on each side; change it"
        )
    ground = ground_extent(evidence)
    if west < ground[0] or south < ground[1] or east > ground[2] or north > ground[3]:
        reach = ",".join(f"{degrees:g}" for degrees in ground)
        raise Unusable(f"{quoted(text)} reaches outside the data; the map has ground for {reach}")
    return west, south, east, north


def _dpi(text: str) -> int:
    if text.strip() not in {str(dpi) for dpi in DPIS}:
        raise Unusable(f"{quoted(text)} is not one; use one of: {', '.join(map(str, DPIS))}")
    return int(text)


def _marking(text: str) -> str:
    return _one_of(text.strip().upper().removeprefix("TLP:").replace(" ", "+"), MARKINGS)


def _plain_text(text: str, name: str) -> str:
    cleaned = one_line(text)
    if len(cleaned) > LONGEST[name]:
        raise Unusable(f"has {len(cleaned)} characters; shorten it to {LONGEST[name]} at most")
    return cleaned


def _callouts(text: str, evidence: Evidence) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    faults = []
    if len(wanted) > MOST_CALLOUTS:
        faults.append(f"there are {len(wanted)}; choose {MOST_CALLOUTS} at most")
    for feature_id in wanted[:MOST_CALLOUTS]:
        try:
            evidence.layer_of(feature_id)
        except UnknownId as error:
            faults.append(one_line(str(error)))
    if faults:
        raise Unusable("\n".join(faults))
    return wanted


def _switch(text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise Unusable(f"{quoted(text)} is neither yes nor no; write 1 or 0")
    return text.lower() in {"1", "true", "yes"}
