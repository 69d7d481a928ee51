"""What the columns of a file are for: proposed from their headers, corrected by whoever knows better."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from geo.faults import did_you_mean
from geo.ingest.files.unpacking import Refused
from geo.language import worded

_HERE: Final = Path(__file__).parents[1]
NONE: Final = "-"
"""Told of a role: no column has it."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which header has which role.

    Attributes
    ----------
    known : str
        Title of the published form that the file has, such as "ACLED"; "" = none.
    metres : mapping of str to int
        What a code of the column `precision` stands for; empty = it holds metres.
    """

    of: Mapping[str, str]
    known: str = ""
    metres: Mapping[str, int] = field(default_factory=dict)

    def get(self, role: str) -> str:
        """Return the header that has a role, "" where none has it."""
        return self.of.get(role, "")


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Return the headers that speak for each role."""
    told = tomllib.loads((_HERE / "roles.toml").read_text(encoding="utf-8"))
    return {role: tuple(_compared(one) for one in names) for role, names in told.items()}


@cache
def known_forms() -> tuple[Mapping[str, Any], ...]:
    """Return the published forms that are known, a mapping file each."""
    return tuple(
        tomllib.loads(one.read_text(encoding="utf-8")) for one in sorted((_HERE / "known").glob("*.toml"))
    )


def proposed(headers: Collection[str], told: Mapping[str, str] | None = None) -> Roles:
    """Return what each column is for, as told and otherwise as its header says.

    Parameters
    ----------
    told : mapping of str to str, optional
        Header by role; "-" = no column has that role.

    Raises
    ------
    Refused
        When a role or a column is told that there is not, all of them at once.

    Examples
    --------
    >>> dict(proposed(["Lat", "Long", "التاريخ"]).of)
    {'day': 'التاريخ', 'lat': 'Lat', 'lon': 'Long'}
    """
    told = told or {}
    roles = worded("roles are {names}", names=", ".join(spellings()))
    there = worded("there are {names}", names=_listed(headers))
    faults = [
        worded(
            "column: there is no role '{name}'; {advice}",
            name=role,
            advice=did_you_mean(role, spellings(), roles),
        )
        for role in told
        if role not in spellings()
    ]
    faults += [
        worded(
            "column {role}: there is no column '{name}'; {advice}",
            role=role,
            name=header,
            advice=did_you_mean(header, headers, there),
        )
        for role, header in told.items()
        if header not in (*headers, NONE)
    ]
    if faults:
        raise Refused(*faults)
    form = next((one for one in known_forms() if set(one["needs"]) <= set(headers)), None)
    found = (
        {role: header for role, header in form["roles"].items() if header in headers}
        if form
        else _by_header(headers)
    )
    metres: Mapping[str, int] = {}
    if form and "precision" not in told and form["precision"]["column"] in headers:
        found["precision"], metres = form["precision"]["column"], form["precision"]["metres"]
    # A column that is told to be one thing is not proposed for another.
    kept = {
        role: header for role, header in found.items() if role not in told and header not in told.values()
    }
    of = kept | {role: header for role, header in told.items() if header != NONE}
    return Roles(
        {role: of[role] for role in spellings() if role in of}, form["title"] if form else "", metres
    )


def _by_header(headers: Iterable[str]) -> dict[str, str]:
    compared: dict[str, str] = {}
    for header in headers:
        compared.setdefault(_compared(header), header)
    found: dict[str, str] = {}
    for role, names in spellings().items():
        header = next((compared[name] for name in names if name in compared), "")
        if header and header not in found.values():
            found[role] = header
    return found


def _compared(header: str) -> str:
    plain = unicodedata.normalize("NFKC", header).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


def _listed(headers: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in headers)
