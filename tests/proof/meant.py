"""The differences that are meant, each with its reason: `meant.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from tests.proof.differing import Difference

_PATTERNS = ("kind", "view", "what", "before", "after")
FILE = Path(__file__).with_name("meant.toml")


@dataclass(frozen=True, slots=True)
class Meant:
    """One kind of difference that is meant.

    Attributes
    ----------
    reason : str
        The fault that it mends, and where that is named.
    kind, view, what, before, after : tuple of str
        Patterns of the shell (`*`, `?`), one of which fits; anything where none is given.
    most : float
        Of pictures: the largest share of pixels that may differ.
    """

    reason: str
    kind: tuple[str, ...]
    view: tuple[str, ...] = ("*",)
    what: tuple[str, ...] = ("*",)
    before: tuple[str, ...] = ("*",)
    after: tuple[str, ...] = ("*",)
    most: float = 0.0

    def fits(self, difference: Difference) -> bool:
        """Tell whether a difference is of this kind."""
        return difference.size <= self.most and all(
            any(fnmatchcase(getattr(difference, part), pattern) for pattern in getattr(self, part))
            for part in _PATTERNS
        )

    def __str__(self) -> str:
        told = (getattr(self, part) for part in ("kind", "view", "what"))
        return ", ".join("|".join(patterns) for patterns in told)


def state_before(path: Path = FILE) -> str:
    """Return the commit that is compared with where no other state is asked for."""
    return str(tomllib.loads(path.read_text("utf-8"))["before"])


def meant(path: Path = FILE) -> list[Meant]:
    """Return the differences that are meant; an entry without a reason is an error."""
    return [_read(entry) for entry in tomllib.loads(path.read_text("utf-8")).get("meant", [])]


def _read(entry: dict[str, Any]) -> Meant:
    if not entry.get("reason", "").strip():
        raise ValueError(f"{FILE.name}: an entry has no reason: {entry}")
    patterns = {
        part: tuple([given] if isinstance(given, str) else given)
        for part in _PATTERNS
        if (given := entry.get(part))
    }
    return Meant(entry["reason"], most=entry.get("most", 0.0), **patterns)


def sifted(
    found: list[Difference], entries: list[Meant]
) -> tuple[dict[Meant, list[Difference]], list[Difference]]:
    """Return the differences that are meant, by entry, and those that are not."""
    by_entry: dict[Meant, list[Difference]] = {entry: [] for entry in entries}
    others = []
    for difference in found:
        entry = next((entry for entry in entries if entry.fits(difference)), None)
        (others if entry is None else by_entry[entry]).append(difference)
    return by_entry, others
