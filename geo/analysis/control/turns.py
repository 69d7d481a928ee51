"""When somebody said that a holding turned, told apart from what only the lapse of a claim changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from geo.analysis.standing import handovers_of, stated_claims


@dataclass(frozen=True, slots=True)
class Turns:
    """The days on which something was said to turn: from and until when claims hold, and handovers.

    Between them the picture changes too, as a claim lapses or is said without a start; nothing happened then.

    Attributes
    ----------
    starts, ends : dict
        By the id of a claim the full day, and the date as it was said, which may be a month or a year.
    handed : frozenset of str
        The full days of handovers.
    """

    starts: dict[str, tuple[str, str]]
    ends: dict[str, tuple[str, str]]
    handed: frozenset[str]

    @classmethod
    def of(cls, tables: Mapping[str, pd.DataFrame]) -> Turns:
        """Return what claims and handovers say."""
        actors, rows = tables["actors"], tables["claims"]
        began = dict(zip(actors["id"], actors["valid_from"], strict=True)) if "valid_from" in actors else {}
        said = {str(row["id"]): row for row in rows.to_dict("records")}
        claims = [one for own in stated_claims(rows, {}, began).values() for one in own]
        ends = {one.id: (one.end, str(said[one.id]["valid_to"])) for one in claims if one.end}
        handovers = handovers_of(tables["handovers"]).values() if "handovers" in tables else ()
        return cls(
            {one.id: (one.start, text) for one in claims if (text := str(said[one.id]["valid_from"]))},
            # An end told to the day is its last one: what follows is so from the next.
            {name: (day, text if len(text) < len(day) else day) for name, (day, text) in ends.items()},
            frozenset(day for one in handovers for day in (one.start, one.end) if day),
        )

    def since(self, day: str, before: Iterable[str], now: Iterable[str]) -> str:
        """Return the date on which somebody says that what is so from a day began; "" = nobody says it.

        Parameters
        ----------
        day : str
            The full first day of what is drawn.
        before, now : iterable of str
            Ids of the claims that made what was drawn until then, and that make it from then on.
        """
        turns = [*map(self.starts.get, now), *map(self.ends.get, before)]
        said = dict(turn for turn in turns if turn)
        return said.get(day, day if day in self.handed else "")
