"""Texts (address, command line, file) -> a request; what cannot be used is refused, all faults at once."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from geo.errors import BadDate, GeoError, UnknownId
from geo.evidence import Evidence
from geo.faults import did_you_mean, one_of
from geo.figure.framing import ground_extent
from geo.figure.request import LONGEST, MOST_CALLOUTS, Faulty, FigureRequest
from geo.figure.sizes import DPIS, SIZES
from geo.model import FILTERS, MARKINGS, POLICIES, Extent, Language, Selection
from geo.validity import full_day

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
SMALLEST, LARGEST = 0.02, 45.0
"""Degrees that an extent must and may measure on each side."""

_QUOTED = 60
_CORNERS = 4
_SPACES = re.compile(r"\s+")


class _UnusableError(ValueError):
    """A text cannot be used; says why and what to do."""


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
        except _UnusableError as error:
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
        at=reading.get("at", _day, today),
        known=reading.get("known", _day, None),
        lang=reading.get("lang", lambda text: _one_of(text, get_args(Language)), "en"),
        names=reading.get("names", lambda text: _one_of(text, POLICIES), ""),
        opacity=reading.get("o", lambda text: _opacity(text, evidence), MappingProxyType({})),
        filters=reading.get("f", _filters, MappingProxyType({})),
    )
    request = FigureRequest(
        selection=selection,
        made_on=reading.get("made", _day, today),
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


def _quoted(text: str) -> str:
    cleaned = _SPACES.sub(" ", clean(text))
    return f"'{cleaned[:_QUOTED]}{'…' if len(cleaned) > _QUOTED else ''}'"


def clean(text: str) -> str:
    """Return the text without characters that no page can show: controls, and overrides of direction."""
    kept = (
        letter
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") or letter in "\u200c\u200d"
        else " "
        for letter in text
    )
    return "".join(kept)


def _unknown(text: str, known: Iterable[str]) -> str:
    names = list(known)
    return f"{_quoted(text)} is not one; {did_you_mean(text[:_QUOTED], names, one_of(names, len(names)))}"


def _one_of(text: str, choices: Iterable[str]) -> str:
    names = list(choices)
    if text not in names:
        raise _UnusableError(_unknown(text, names))
    return text


def _layers(text: str, evidence: Evidence) -> tuple[str, ...]:
    wanted = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    # A layer that is out is known all the same: what to do about it is for the figure to decide.
    known = evidence.catalog.keys() | evidence.broken.keys()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise _UnusableError("\n".join(f"there is no layer {_missing(name, known)}" for name in unknown[:8]))
    order = list(evidence.catalog)
    return tuple(sorted(wanted, key=lambda name: order.index(name) if name in order else -1))


def _missing(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    return f"{_quoted(name)}; {did_you_mean(name[:_QUOTED], names, one_of(names, len(names)))}"


def _day(text: str) -> date:
    try:
        day = full_day(text)
    except BadDate as error:
        raise _UnusableError(
            f"{_quoted(text)} is not a day; write YYYY-MM-DD, for example 2025-06-30"
        ) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _UnusableError(f"{day} is outside {FIRST_DAY.year} to {LAST_DAY.year}; give a day between them")
    return day


def _extent(text: str, evidence: Evidence) -> Extent:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != _CORNERS or not all(math.isfinite(number) for number in numbers):
        raise _UnusableError(
            f"{_quoted(text)} is no extent; write W,S,E,N in degrees, for example 9,20,25,33.5"
        )
    west, south, east, north = numbers
    if west >= east or south >= north:
        raise _UnusableError(
            f"{_quoted(text)} is inverted; write west,south,east,north with west < east and south < north"
        )
    if not SMALLEST <= east - west <= LARGEST or not SMALLEST <= north - south <= LARGEST:
        raise _UnusableError(
            f"{_quoted(text)} must measure {SMALLEST:g} to {LARGEST:g} degrees on each side; change it"
        )
    ground = ground_extent(evidence)
    if west < ground[0] or south < ground[1] or east > ground[2] or north > ground[3]:
        reach = ",".join(f"{degrees:g}" for degrees in ground)
        raise _UnusableError(f"{_quoted(text)} reaches outside the data; the map has ground for {reach}")
    return west, south, east, north


def _dpi(text: str) -> int:
    if text.strip() not in {str(dpi) for dpi in DPIS}:
        raise _UnusableError(f"{_quoted(text)} is not one; use one of: {', '.join(map(str, DPIS))}")
    return int(text)


def _marking(text: str) -> str:
    return _one_of(text.strip().upper().removeprefix("TLP:").replace(" ", "+"), MARKINGS)


def _plain_text(text: str, name: str) -> str:
    cleaned = _SPACES.sub(" ", clean(text)).strip()
    if len(cleaned) > LONGEST[name]:
        raise _UnusableError(f"has {len(cleaned)} characters; shorten it to {LONGEST[name]} at most")
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
            faults.append(_SPACES.sub(" ", clean(str(error))))
    if faults:
        raise _UnusableError("\n".join(faults))
    return wanted


def _switch(text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise _UnusableError(f"{_quoted(text)} is neither yes nor no; write 1 or 0")
    return text.lower() in {"1", "true", "yes"}


def _opacity(text: str, evidence: Evidence) -> Mapping[str, float]:
    found = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition(":")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if name not in evidence.catalog or not 0 <= number <= 1:
            raise _UnusableError(
                f"{_quoted(part)} is not a layer with an opacity; write layer:0.5, from 0 to 1"
            )
        if number < 1:
            found[name] = number
    return MappingProxyType(found)


def _filters(text: str) -> Mapping[str, tuple[str, ...]]:
    found = {}
    for part in filter(None, text.split(";")):
        name, colon, listed = part.partition(":")
        values = tuple(filter(None, listed.split("|")))
        if name not in FILTERS or not colon or not all(_is_plain(value) for value in values):
            raise _UnusableError(
                f"{_quoted(part)} is not a filter; write name:value|value with one of {', '.join(FILTERS)}"
            )
        if name in ("age", "cred") and not all(value.isdigit() for value in values):
            raise _UnusableError(f"{_quoted(part)} needs a whole number; write for example {name}:2")
        if values:
            found[name] = values
    return MappingProxyType(found)


def _is_plain(text: str) -> bool:
    return text.isascii() and all(letter.isalnum() or letter in "-_." for letter in text)
