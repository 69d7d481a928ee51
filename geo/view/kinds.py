"""The kinds of value that a part can have: each reads a text, writes it, and says what it takes.

A kind knows nothing of the part that uses it. `read` raises `Unusable`; what a browser or a TOML file holds
is first turned into a text by `plain`, so that there is one reader for all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.catalog import Catalog
from geo.errors import BadDate
from geo.faults import did_you_mean, one_of
from geo.model import CREDIBILITIES, FILTERS, RELIABILITIES
from geo.validity import full_day
from geo.view.texts import QUOTED, Unusable, is_plain, one_line, quoted

if TYPE_CHECKING:
    from geo.evidence.resolving import Names  # options are judged before anything of that is loaded

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
OLDEST = 36_525
"""Days of age that a filter may ask for at most: a hundred years."""

_DECIMALS = 4
_FAULTS_TOLD = 5
_CORNERS = 4
_LATITUDE, _LONGITUDE = 90.0, 180.0
_MERCATOR_LATITUDE = 85.0
"""Degrees at which a web map ends."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader has to know beside the text.

    Attributes
    ----------
    layers : tuple of str
        Ids of the layers that can be asked for, in drawing order.
    visible : tuple of str
        Those of the first view.
    today : date
        The day shown when none is asked for.
    out : frozenset of str
        Ids of layers that are declared but cannot be read. They may be named: whoever draws says what is
        wrong with them.
    names : callable, optional
        Makes the names by which places, actors and publishers may be called; asked where a kind needs them.
    """

    layers: tuple[str, ...]
    visible: tuple[str, ...]
    today: date
    out: frozenset[str] = frozenset()
    names: Callable[[], Names] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        today: date,
        out: Iterable[str] = (),
        names: Callable[[], Names] | None = None,
    ) -> Context:
        """Return the context that the declared layers make."""
        visible = tuple(layer.id for layer in catalog.values() if layer.visible)
        return cls(tuple(catalog), visible, today, frozenset(out), names)


class Kind:
    """How the value of a part is read and written; this one is a text that is kept as it is."""

    name = "text"
    longest = 1000
    """Characters of a text that are looked at; a longer one is refused whole."""

    def read(self, text: str, _: Context, /) -> Any:
        """Return the value of a text that is not empty; raises Unusable."""
        return text

    def write(self, value: Any) -> str:
        """Return the text that `read` turns into this value; "" for none."""
        return str(value)

    def json(self, value: Any) -> Any:
        """Return the value as a browser holds it."""
        return self.write(value)

    def plain(self, value: Any) -> str:
        """Return what a browser or a TOML file holds as the text of an address; raises Unusable."""
        return _scalar(value)

    def ids(self, _: Any, /) -> tuple[str, ...]:
        """Return the ids of features that the value names."""
        return ()

    def limits(self) -> dict[str, Any]:
        """Return what the kind takes, for a browser."""
        return {}


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """A text for people; beyond `kept` characters it is cut."""

    kept: int

    def read(self, text: str, _: Context, /) -> str:
        return text[: self.kept]

    def limits(self) -> dict[str, Any]:
        return {"longest": self.kept}


@dataclass(frozen=True, slots=True)
class Line(Kind):
    """A text that is printed: on one line, without what no page can show, and never cut."""

    most: int
    longest = 1_000_000

    def read(self, text: str, _: Context, /) -> str:
        cleaned = one_line(text)
        if len(cleaned) > self.most:
            raise Unusable(f"has {len(cleaned)} characters; shorten it to {self.most} at most")
        return cleaned

    def limits(self) -> dict[str, Any]:
        return {"longest": self.most}


class Feature(Kind):
    """The id of one feature; "" is none."""

    name = "id"

    def read(self, text: str, _: Context, /) -> str:
        if not is_plain(text):
            raise Unusable("not the id of a feature")
        return text

    def ids(self, value: Any, /) -> tuple[str, ...]:
        return (value,) if value else ()


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few texts. `normal` makes one spelling of several, such as lower case."""

    choices: tuple[str, ...]
    normal: Callable[[str], str] = str
    name = "choice"

    def read(self, text: str, _: Context, /) -> Any:
        chosen = self.normal(text)
        if chosen not in self.choices:
            names = [name for name in self.choices if name]
            meant = did_you_mean(chosen[:QUOTED], names, "")
            raise Unusable(f"{quoted(text)} is not one of {', '.join(names)}; {meant or 'write one of them'}")
        return chosen

    def limits(self) -> dict[str, Any]:
        return {"choices": list(self.choices)}


@dataclass(frozen=True, slots=True)
class WholeNumber(Kind):
    """One of a few whole numbers."""

    choices: tuple[int, ...]
    name = "choice"

    def read(self, text: str, context: Context, /) -> int:
        return int(Choice(tuple(map(str, self.choices)), str.strip).read(text, context))

    def json(self, value: Any) -> int:
        return int(value)

    def limits(self) -> dict[str, Any]:
        return {"choices": list(self.choices)}


class Switch(Kind):
    """Yes or no."""

    name = "switch"

    def read(self, text: str, _: Context, /) -> bool:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise Unusable(f"{quoted(text)} is neither yes nor no; write 1 or 0")
        return text.lower() in {"1", "true", "yes"}

    def write(self, value: Any) -> str:
        return "1" if value else "0"

    def json(self, value: Any) -> bool:
        return bool(value)


class Day(Kind):
    """A full day; None is none."""

    name = "day"

    def read(self, text: str, _: Context, /) -> date:
        """Return the day.

        Examples
        --------
        >>> Day().read("2025-06-30", Context((), (), date(2026, 11, 24)))
        datetime.date(2025, 6, 30)
        """
        try:
            day = full_day(text)
        except BadDate as error:
            raise Unusable(
                f"{quoted(text)} is not a full date that exists; write YYYY-MM-DD, for example 2025-06-30"
            ) from error
        if not FIRST_DAY <= day <= LAST_DAY:
            raise Unusable(f"{day} is outside {FIRST_DAY.year} to {LAST_DAY.year}; give a day between them")
        return day

    def write(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def limits(self) -> dict[str, Any]:
        return {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number from `low` to `high`; None is none."""

    low: float
    high: float
    name = "number"

    def read(self, text: str, _: Context, /) -> float:
        (number,) = _numbers(text, 1)
        if not self.low <= number <= self.high:
            raise Unusable(f"not between {self.low:g} and {self.high:g}")
        return number

    def write(self, value: Any) -> str:
        return "" if value is None else _decimal(value)

    def json(self, value: Any) -> Any:
        return value

    def limits(self) -> dict[str, Any]:
        return {"low": self.low, "high": self.high, "decimals": _DECIMALS}


class _Degrees(Kind):
    """Several numbers of degrees; None is none."""

    decimals = _DECIMALS

    def write(self, value: Any) -> str:
        return ",".join(_decimal(degrees, self.decimals) for degrees in value or ())

    def json(self, value: Any) -> Any:
        return list(value) if value else None

    def plain(self, value: Any) -> str:
        return _listed(value, ",")


class Point(_Degrees):
    """Latitude and longitude in degrees, as the centre of a web map; None is none."""

    name = "point"

    def read(self, text: str, _: Context, /) -> tuple[float, float]:
        latitude, longitude = _numbers(text, 2)
        if abs(latitude) > _MERCATOR_LATITUDE or abs(longitude) > _LONGITUDE:
            raise Unusable("not a latitude and longitude in degrees")
        return latitude, longitude

    def limits(self) -> dict[str, Any]:
        return {"latitude": _MERCATOR_LATITUDE, "longitude": _LONGITUDE, "decimals": self.decimals}


class Box(_Degrees):
    """West, south, east, north in degrees; None is none."""

    name = "extent"
    longest = 1_000_000
    decimals = 6

    def read(self, text: str, _: Context, /) -> tuple[float, ...]:
        example = "write west,south,east,north in degrees, for example 9,20,25,33.5"
        try:
            west, south, east, north = _numbers(text, _CORNERS)
        except Unusable:
            raise Unusable(f"{quoted(text)} is no extent; {example}") from None
        if west >= east or south >= north:
            raise Unusable(
                f"{quoted(text)} is no extent, it is inverted; write west,south,east,north with west < east "
                "and south < north"
            )
        if max(abs(west), abs(east)) > _LONGITUDE or max(abs(south), abs(north)) > _LATITUDE:
            raise Unusable(f"{quoted(text)} is no extent of this world; {example}")
        return west, south, east, north

    def limits(self) -> dict[str, Any]:
        return {"latitude": _LATITUDE, "longitude": _LONGITUDE, "decimals": self.decimals}


class _Ids(Kind):
    """Ids, each once, in the order in which they are named."""

    name = "list"

    def write(self, value: Any) -> str:
        return ",".join(value)

    def json(self, value: Any) -> list[str]:
        return list(value)

    def plain(self, value: Any) -> str:
        return _listed(value, ",")


class Layers(_Ids):
    """Ids of layers, each once, in the order in which they are named."""

    def read(self, text: str, context: Context, /) -> tuple[str, ...]:
        names = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
        known = [*context.layers, *sorted(context.out.difference(context.layers))]
        unknown = [name for name in names if name not in known]
        if unknown:
            kept = tuple(name for name in names if name in known)
            raise Unusable(*_no_layer(unknown, known), kept=kept, missing=True)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Features(_Ids):
    """Ids of features, each once, in the order in which they are named."""

    most: int

    def read(self, text: str, _: Context, /) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if len(wanted) > self.most:
            raise Unusable(f"there are {len(wanted)}; choose {self.most} at most")
        return wanted

    def ids(self, value: Any, /) -> tuple[str, ...]:
        return tuple(value)

    def limits(self) -> dict[str, Any]:
        return {"most": self.most}


class Amounts(Kind):
    """Numbers from 0 to 1 by layer, where they differ from 1."""

    name = "amounts"
    longest = 4000

    def read(self, text: str, context: Context, /) -> Mapping[str, float]:
        found, faults = {}, []
        for part in filter(None, text.split(",")):
            name, _, value = part.partition(":")
            try:
                number = float(value)
            except ValueError:
                number = math.nan
            if name not in context.layers or not 0 <= number <= 1:
                faults.append(f"{quoted(part)} is not a layer with an opacity; write layer:0.5, from 0 to 1")
            elif number < 1:
                found[name] = number
        if faults:
            raise Unusable(*faults[:_FAULTS_TOLD], kept=MappingProxyType(found))
        return MappingProxyType(found)

    def write(self, value: Any) -> str:
        return ",".join(f"{name}:{_decimal(number)}" for name, number in sorted(value.items()))

    def json(self, value: Any) -> dict[str, float]:
        return dict(value)

    def plain(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return _scalar(value)
        texts = []
        for name, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
                raise Unusable(f"{shown(name)} needs a number from 0 to 1")
            texts.append(f"{name}:{_scalar(number)}")
        return ",".join(texts)

    def limits(self) -> dict[str, Any]:
        return {"low": 0, "high": 1, "decimals": _DECIMALS}


class Filters(Kind):
    """What is let through, by the name of a filter; values are ids, grades or days."""

    name = "filters"
    longest = 4000

    def read(self, text: str, _: Context, /) -> Mapping[str, tuple[str, ...]]:
        """Return the values of each filter.

        Examples
        --------
        >>> dict(Filters().read("hide:tripoli.force|east.seat;rel:B", Context((), (), date(2026, 11, 24))))
        {'hide': ('tripoli.force', 'east.seat'), 'rel': ('B',)}
        """
        found, faults = {}, []
        for part in filter(None, text.split(";")):
            name, colon, listed = part.partition(":")
            values = tuple(filter(None, listed.split("|")))
            if name not in FILTERS or not colon or not all(map(is_plain, values)):
                names = ", ".join(FILTERS)
                faults.append(f"{quoted(part)} is not a filter; write name:value|value with one of {names}")
            elif name in _VALUES and not all(map(_VALUES[name].fits, values)):
                faults.append(
                    f"{quoted(part)} {_VALUES[name].needs}; write for example {_VALUES[name].example}"
                )
            elif values:
                found[name] = values
        if faults:
            raise Unusable(*faults[:_FAULTS_TOLD], kept=MappingProxyType(found))
        return MappingProxyType(found)

    def write(self, value: Any) -> str:
        return ";".join(f"{name}:{'|'.join(value[name])}" for name in FILTERS if value.get(name))

    def json(self, value: Any) -> dict[str, list[str]]:
        return {name: list(values) for name, values in value.items()}

    def plain(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return _scalar(value)
        texts = []
        for name, listed in value.items():
            if name not in FILTERS:
                meant = did_you_mean(str(name)[:QUOTED], FILTERS, one_of(FILTERS))
                raise Unusable(f"{shown(name)} is not a filter; {meant}")
            try:
                texts.append(f"{name}:{_listed(listed, '|')}")
            except Unusable as error:
                raise Unusable(f"{name} {error}") from error
        return ";".join(texts)

    def limits(self) -> dict[str, Any]:
        return {"choices": list(FILTERS), "values": {name: rule.limits for name, rule in _VALUES.items()}}


@dataclass(frozen=True, slots=True)
class _Values:
    """What the values of a filter may be: one of `choices`, or days where there are none."""

    needs: str
    example: str
    choices: tuple[str, ...] = field(default=())

    def fits(self, text: str) -> bool:
        if self.choices:
            return text in self.choices
        return text.isdigit() and len(text) <= len(str(OLDEST)) and int(text) <= OLDEST

    @property
    def limits(self) -> dict[str, Any]:
        return {"choices": list(self.choices)} if self.choices else {"low": 0, "high": OLDEST}


_VALUES: Mapping[str, _Values] = MappingProxyType(
    {
        "rel": _Values("needs a grade from A to F", "rel:B", RELIABILITIES),
        "cred": _Values("needs a whole number from 1 to 6", "cred:2", CREDIBILITIES),
        "age": _Values(f"needs a whole number of days from 0 to {OLDEST}", "age:365"),
    }
)


def shown(key: object) -> str:
    """Return a key of a stranger's table as a fault may name it."""
    text = str(key)[:QUOTED]
    return text if text.isprintable() else repr(text)


def _no_layer(unknown: list[str], known: list[str]) -> Iterable[str]:
    """Say which layers there are not; the list of those that there are is told once."""
    listed = False
    for name in unknown[:_FAULTS_TOLD]:
        meant = did_you_mean(name[:QUOTED], known, "")
        if not meant and not listed:
            listed, meant = True, f"{one_of(known, len(known))} (GET /api/layers lists them)"
        yield f"there is no layer {quoted(name)}{'; ' if meant else ''}{meant}"


def _numbers(text: str, count: int) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise Unusable(f"{quoted(text)} is not {count} number{'s' * (count > 1)}")
    return numbers


def _decimal(number: float, decimals: int = _DECIMALS) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.12g}"
    if isinstance(value, int) and abs(value) < 10**12:
        return str(value)
    raise Unusable("has a value that cannot be used; write a text, a number, a date, true or false")


def _listed(value: Any, separator: str) -> str:
    if not isinstance(value, list | tuple):
        return _scalar(value)
    try:
        parts = [_scalar(part) for part in value]
    except Unusable:
        parts = [separator]
    # An id with a separator in it would turn into two.
    if any(separator in part for part in parts):
        raise Unusable("has an entry that cannot be used; write a list of plain texts or numbers")
    return separator.join(parts)
