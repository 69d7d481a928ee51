"""Texts, choices and days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.faults import did_you_mean
from geo.language import worded
from geo.view.kinds.base import Context, Kind
from geo.view.texts import QUOTED, Unusable, is_plain, one_line, quoted

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAYS = (
    r"(20[0-9]{2}|2100)-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
)
"""The days between them, but for 29 February, which no expression tells from what is no day."""


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
            raise Unusable(
                worded("has {n} characters; shorten it to {most} at most", n=len(cleaned), most=self.most)
            )
        return cleaned

    def limits(self) -> dict[str, Any]:
        return {"longest": self.most}


class Feature(Kind):
    """The id of one feature; "" is none."""

    name = "id"

    def read(self, text: str, _: Context, /) -> str:
        if not is_plain(text):
            raise Unusable(worded("not the id of a feature"))
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
            raise Unusable(
                worded(
                    "{text} is not one of {names}; {meant}",
                    text=quoted(text), names=", ".join(names), meant=meant or worded("write one of them"),
                )
            )  # fmt: skip
        return chosen

    def limits(self) -> dict[str, Any]:
        return {"choices": list(self.choices)}

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(dict.fromkeys(("", *self.choices)))}


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

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["", *map(str, self.choices)]}


class Switch(Kind):
    """Yes or no."""

    name = "switch"

    def read(self, text: str, _: Context, /) -> bool:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise Unusable(worded("{text} is neither yes nor no; write 1 or 0", text=quoted(text)))
        return text.lower() in {"1", "true", "yes"}

    def write(self, value: Any) -> str:
        return "1" if value else "0"

    def json(self, value: Any) -> bool:
        return bool(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["", "0", "1"]}


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
            # Any year: what is beyond the bounds is told what they are.
            day = date.fromisoformat(text if _FULL.fullmatch(text) else "")
        except ValueError as error:
            raise Unusable(
                worded(
                    "{text} is not a full date that exists; write YYYY-MM-DD, for example 2025-06-30",
                    text=quoted(text),
                )
            ) from error
        if not FIRST_DAY <= day <= LAST_DAY:
            raise Unusable(
                worded(
                    "{day} is outside {first} to {last}; give a day between them",
                    day=day, first=FIRST_DAY.year, last=LAST_DAY.year,
                )
            )  # fmt: skip
        return day

    def write(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def limits(self) -> dict[str, Any]:
        return {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({_DAYS})?$", "example": "2025-06-30"}
