"""The differences that are meant, each with its reason: `meant.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.proof.differing import Difference

FILE = Path(__file__).with_name("meant.toml")


@dataclass(frozen=True, slots=True)
class Meant:
    """One kind of difference that is meant.

    Attributes
    ----------
    kind, view, what, before, after : str
        Patterns of the shell (`*`, `?`); `*` where they are not given.
    reason : str
        The fault that it mends, and where that is named.
    most : float
        Of pictures: the largest share of pixels that may differ.
    """

    reason: str
    kind: str
    view: str = "*"
    what: str = "*"
    before: str = "*"
    after: str = "*"
    most: float = 0.0

    def fits(self, difference: Difference) -> bool:
        """Tell whether a difference is of this kind."""
        parts = ("kind", "view", "what", "before", "after")
        return difference.size <= self.most and all(
            fnmatchcase(getattr(difference, part), getattr(self, part)) for part in parts
        )


def meant(path: Path = FILE) -> list[Meant]:
    """Return the differences that are meant; an entry without a reason is an error."""
    entries = tomllib.loads(path.read_text("utf-8")).get("meant", [])
    if unreasoned := [entry for entry in entries if not entry.get("reason", "").strip()]:
        raise ValueError(f"{path.name}: an entry has no reason: {unreasoned[0]}")
    return [Meant(**entry) for entry in entries]


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
