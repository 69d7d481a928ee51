"""What stands over the map: its title, and three lines that say it without a click.

Who holds what on the day, what changed last, how old all of this is; each made of the map of control as it
is drawn, with links into the evidence behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, Final

import pandas as pd

from geo.analysis.control import FIRST_DAY, Turns
from geo.errors import InvalidLayer
from geo.evidence import Evidence
from geo.language import both, both_n
from geo.model import split
from geo.scene.rules.dating import holding
from geo.validity import first_day, with_days
from geo.words.dates import date_text
from geo.words.first_line import Pair, called, holds, listed
from geo.words.names import Names

LAYER: Final = "control"
_NONE: Final = "none"
_WAY: Final = re.compile(r" \((effective|nominal)\)")
"""What a card says beside, and a line over the map need not."""
_MOST: Final = 2 / 3
"""Share of a region's districts from which a side has most of it."""
_HOLDERS: Final = 3
"""So many holders are told; the card of a district tells the others."""
_SINGLE: Final = 2
"""And so many of those who hold one district neither in name only nor by old claims."""
_SURE: Final = ("effective", "current")
CAPITAL: Final = "tripoli"
"""The place that is told of by itself."""

Link = dict[str, Any]
"""What of the view a click changes."""
Row = dict[str, Any]
"""A row of control: `_TEXTS`, and from how many towns it is derived."""
_TEXTS: Final = (
    "name_en", "name_ar", "class", "actor", "actors", "scope", "place", "district", "region", "claims",
    "reviewed_on", "from_day", "to_day",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; with a link it can be clicked."""

    text: Pair
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its heading."""

    heading: Pair
    pieces: tuple[Piece, ...]

    def document(self) -> dict[str, Any]:
        """Return it as the browser gets it, by language."""
        return {
            name: {
                "heading": self.heading[i],
                "pieces": [[piece.text[i], piece.link] for piece in self.pieces],
            }
            for i, name in enumerate(("en", "ar"))
        }


@dataclass(frozen=True, slots=True)
class Headline:
    """Title and lines; no line where the map of control is out."""

    title: Pair
    lines: tuple[Line, ...] = field(default=())

    def document(self) -> dict[str, Any]:
        """Return it as the browser gets it."""
        return {
            "title": dict(zip(("en", "ar"), self.title, strict=True)),
            "lines": [line.document() for line in self.lines],
        }


def headline(
    evidence: Evidence, at: date, known: date | None = None, recorded: date | None = None, policy: str = ""
) -> Headline:
    """Return title and lines for a day, as published and recorded by two others; made once.

    Parameters
    ----------
    policy : str
        Of naming.csv, by which sides are named.
    """
    told: Headline = evidence.remembered(
        ("told", at, known, recorded, policy), lambda: _headline(evidence, at, known, recorded, policy)
    )
    return told


def _headline(
    evidence: Evidence, at: date, known: date | None, recorded: date | None, policy: str
) -> Headline:
    day = at.isoformat()
    title = both("Libya on {day}: who holds what", day=_day(day))
    if LAYER not in evidence.catalog:
        return Headline(title)
    if day < FIRST_DAY:
        none = both("Before {day} there are no sides.", day=_day(FIRST_DAY))
        return Headline(title, (Line(both("Who holds what"), (Piece(none),)),))
    try:
        dated, rows = _dated(evidence, known, recorded)
    except InvalidLayer:
        return Headline(title)
    turns = evidence.common.remembered("turns", lambda: Turns.of(evidence.common.tables))
    teller = _Teller(Names.of(evidence, policy), day)
    now = [{**rows[i], "state": state} for i, state in holding(dated, at).items()]
    return Headline(
        title,
        (
            teller.who(now),
            *teller.last(rows.values(), turns),
            *teller.age(now),
        ),
    )


def _dated(
    evidence: Evidence, known: date | None, recorded: date | None
) -> tuple[pd.DataFrame, dict[Hashable, Row]]:
    """Return the map of control with its days resolved, and its rows by index; once for these clocks."""
    layer, evidence = evidence.catalog[LAYER], evidence.common

    def made() -> tuple[pd.DataFrame, dict[Hashable, Row]]:
        rows = with_days(evidence.layer(LAYER, known, recorded), layer.review_after_days, layer.ageless)
        rows = pd.DataFrame(rows.drop(columns="geometry")).sort_values(["from_day", "id"])
        texts = rows[list(_TEXTS)].fillna("").assign(derived=rows["derived"].fillna(0).astype(int))
        found = ({str(key): value for key, value in row.items()} for row in texts.to_dict("records"))
        return rows[["from_day", "to_day", "stale_day"]], dict(zip(rows.index, found, strict=True))

    dated: tuple[pd.DataFrame, dict[Hashable, Row]] = evidence.remembered(("headline", known, recorded), made)
    return dated


@dataclass(frozen=True, slots=True)
class _Teller:
    names: Names
    day: str

    def actor(self, actor: str, day: str = "") -> Pair:
        name = self.names.actors.short(actor, day or self.day)
        return name.en, name.ar or name.en

    def who(self, now: Sequence[Row]) -> Line:
        """Return who holds which parts of the country, the one with most districts first."""
        capital = [row for row in _about(now, "place") if row["place"] == CAPITAL]
        contests = [row for row in capital if row["class"] == "contested"]
        districts = _apart(_about(now, "district"), contests)
        sizes = Counter(row["region"] for row in districts)
        held: dict[str, dict[tuple[str, str, str], list[Row]]] = {}
        for row in districts:
            if row["class"] in ("effective", "nominal"):
                way = row["class"], row["state"], row["region"]
                held.setdefault(row["actor"], {}).setdefault(way, []).append(row)
        number = Counter({actor: sum(map(len, ways.values())) for actor, ways in held.items()})
        order = sorted(held, key=lambda actor: (-number[actor], actor))
        several = [one for one in order if number[one] > 1][:_HOLDERS]
        single = [one for one in order if number[one] == 1 and _SURE in {way[:2] for way in held[one]}]
        order = [*several, *single[:_SINGLE]] or order[:1]
        clauses = [self._holds(actor, held[actor], sizes) for actor in order]
        clauses += [self._contested(row) for row in contests]
        fought = [_place(row) for row in districts if row["class"] == "contested"]
        if fought:
            clauses.append([*_listed(fought), Piece(both_n(" is contested", " are contested", len(fought)))])
        told = [row for actor in order for rows in held[actor].values() for row in rows]
        if derived := sum(int(row["derived"]) for row in told):
            text = both_n(
                "{n} of these districts derived from its towns",
                "{n} of these districts derived from their towns",
                derived,
            )
            clauses.append([Piece(text)])
        nothing = both("No claim about a district counts on this day.")
        return Line(both("Who holds what"), _sentence(clauses) or (Piece(nothing),))

    def _holds(
        self, actor: str, ways: dict[tuple[str, str, str], list[Row]], sizes: Counter[str]
    ) -> list[Piece]:
        """Return what somebody holds, and in which way: what is sure first, the largest parts first."""
        name = self.actor(actor)
        several = _is_plural(name[0])
        pieces = [Piece(both("{actor} hold", actor=name) if several else both("{actor} holds", actor=name))]
        alike: dict[tuple[str, str], list[Piece]] = {}
        told: set[str] = set()
        for (kind, state, region), rows in sorted(
            ways.items(), key=lambda one: (one[0][0], one[0][1], -len(one[1]), one[0][2])
        ):
            alike.setdefault((kind, state), []).append(
                _part(region, rows, sizes[region], more=region in told)
            )
            told |= {region} if len(rows) > 1 else set()
        for i, (way, parts) in enumerate(alike.items()):
            pieces += [Piece(_way(*way, later=i > 0)), *_listed(parts)]
        return pieces

    def _contested(self, row: Row) -> list[Piece]:
        return [_place(row), Piece(both(" is {state}", state=self._state(row)))]

    def _state(self, row: Row, day: str = "") -> Pair:
        if row["class"] == _NONE:
            return both("without a claim")
        told = holds(row["class"], [self.actor(one, day) for one in split(row["actors"] or row["actor"])])
        return _WAY.sub("", f"{told[0][:1].lower()}{told[0][1:]}"), told[1]

    def last(self, every: Iterable[Row], turns: Turns) -> list[Line]:
        """Return what was said to be held otherwise last, and how it was before; of rows in order."""
        before: dict[str, Row] = {}
        calm: dict[str, Row] = {}
        found: tuple[Row, Row, str, list[str]] | None = None
        for row in takewhile(lambda row: row["from_day"] <= self.day, every):
            about = row["place"] or row["district"]
            was, ever = before.get(about), calm.get(about)
            before[about] = row
            if row["class"] != "contested":
                calm[about] = row
            if was is None or row["class"] == _NONE or _same(was, row):
                continue
            since = turns.since(row["from_day"], split(was["claims"]), split(row["claims"]))
            if not since:
                continue
            # On one day a claim about a place or district says more than what is claimed of a region.
            if found is None or row["from_day"] > found[1]["from_day"] or row["scope"] != "region":
                found = was, row, since, _left(was, row, ever)
        if found is None:
            return []
        was, row, day, gone = found
        now = self._state(row)
        # A village has no row for the years in which nobody claimed it.
        ended = was["to_day"] and was["to_day"] < row["from_day"]
        then = self._state({**was, "class": _NONE} if ended else was, was["from_day"])
        eve = first_day(row["from_day"]) - timedelta(days=1)
        link = _asked("changes", since=eve.isoformat(), until=self.day)
        name = row["name_en"], row["name_ar"]
        if gone:
            others = listed([self.actor(one, was["from_day"]) for one in gone])
            told = both(
                "{place} no longer contested by {actors} since {day}",
                place=name,
                actors=others,
                day=_day(day),
            )
            rest = both("; still {state}.", state=now)
        else:
            told = both("{place} {state} since {day}", place=name, state=now, day=_day(day))
            rest = both("; before, {state}.", state=then)
        return [Line(both("What changed last"), (Piece(told, link), Piece(rest)))]

    def age(self, now: Sequence[Row]) -> list[Line]:
        """Return how much was confirmed within a year, and from when the newest claim is."""
        dots, areas = (
            [row for row in _about(now, what) if row["class"] != _NONE] for what in ("place", "district")
        )
        if not dots:
            return []
        fresh, sure = (sum(row["state"] == "current" for row in rows) for rows in (dots, areas))
        days = [row["reviewed_on"] for row in now if row["reviewed_on"] and row["reviewed_on"] <= self.day]
        newest = max(days, key=lambda text: (first_day(text), text), default="")
        # The table of exactly these: without what is stale and what nobody claims.
        listed = {
            "tab": "table",
            "layers": [LAYER],
            "filters": {"hide": [f"{LAYER}.{_NONE}"], "stale": ["hide"]},
        }
        places = both_n("{fresh} of {n} place", "{fresh} of {n} places", len(dots), fresh=fresh)
        districts = both_n("{fresh} of {n} district", "{fresh} of {n} districts", len(areas), fresh=sure)
        pieces = [
            Piece(both("{places} and {districts} ", places=places, districts=districts)),
            Piece(both("confirmed within a year"), listed),
            Piece(both("; newest claim of control {day}.", day=_day(newest)) if newest else (".", ".")),
        ]
        return [Line(both("How old this is"), tuple(pieces))]


def _about(rows: Iterable[Row], what: str) -> list[Row]:
    return [row for row in rows if row[what]]


def _same(one: Row, other: Row) -> bool:
    return one["class"] == other["class"] and set(split(one["actors"] or one["actor"])) == set(
        split(other["actors"] or other["actor"])
    )


def _left(was: Row, row: Row, calm: Row | None) -> list[str]:
    """Return who contests something no longer, where the others still do, or still hold it as before.

    None for any other change: a clash of a day in a town gives it no new holder.
    """
    before, now = split(was["actors"]), split(row["actors"] or row["actor"])
    as_before = row["class"] == "contested" or (calm is not None and _same(calm, row))
    still = was["class"] == "contested" and set(now) < set(before) and as_before
    return [one for one in before if one not in now] if still else []


def _apart(districts: list[Row], places: list[Row]) -> list[Row]:
    """Return the districts, those that are called as one of the places with the word for a district."""
    names = {row["name_en"] for row in places}

    def told(row: Row) -> Row:
        english, arabic = both("{name} district", name=called(row))
        return {**row, "name_en": english, "name_ar": arabic}

    return [told(row) if row["name_en"] in names else row for row in districts]


def _part(region: str, rows: list[Row], size: int, *, more: bool) -> Piece:
    """Return how much of a region some of its districts are; `more` where others of it were told before."""
    if len(rows) == 1:
        return _place(rows[0])
    regions = {"cyrenaica": both("the east"), "fezzan": both("the south"), "tripolitania": both("the west")}
    name = regions.get(region, (region, region))
    link = _asked("holds", place=f"region-{region}")
    if len(rows) == size:
        return Piece(name, link)
    if len(rows) >= size * _MOST:
        return Piece(both("most of {region}", region=name), link)
    if more:
        some = both_n(
            "{n} more district of {region}", "{n} more districts of {region}", len(rows), region=name
        )
    else:
        some = both_n("{n} district of {region}", "{n} districts of {region}", len(rows), region=name)
    return Piece(some, link)


def _place(row: Row) -> Piece:
    return Piece(called(row), {"sel": row["place"] or row["district"], "tab": "inspect"})


def _day(day: str) -> Pair:
    return date_text(day, "en"), date_text(day, "ar")


def _way(kind: str, state: str, *, later: bool) -> Pair:
    """Return in which way something is held, as it stands between holder and parts."""
    both_ways = kind == "nominal" and state == "stale"
    if both_ways:
        return both(" and, in name, by older claims, ") if later else both(", in name, by older claims, ")
    if kind == "nominal":
        return both(" and, in name, ") if later else both(", in name, ")
    if state == "stale":
        return both(" and, by older claims, ") if later else both(", by older claims, ")
    return both(" and ") if later else (" ", " ")


def _listed(pieces: Sequence[Piece]) -> list[Piece]:
    """Return several names as a sentence lists them."""
    found: list[Piece] = []
    for i, piece in enumerate(pieces):
        last = i == len(pieces) - 1
        found += [Piece((" and " if last else ", ", " و" if last else "، "))] if i else []
        found.append(piece)
    return found


def _is_plural(name: str) -> bool:
    """Tell whether a name is of several: "the Tuareg groups of Ghat"."""
    word = name.partition(" of ")[0].split()[-1]
    return word.endswith("s") and not word.isupper()


def _asked(question: str, **parameters: str) -> Link:
    return {"ask": {"question": question, "parameters": parameters}, "tab": "ask"}


def _sentence(clauses: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return clauses as one sentence."""
    pieces: list[Piece] = []
    for i, clause in enumerate(clauses):
        pieces += [Piece(both("; "))] if i else []
        pieces += clause
    if not pieces:
        return ()
    first = pieces[0]
    english = f"{first.text[0][:1].upper()}{first.text[0][1:]}"
    return (Piece((english, first.text[1]), first.link), *pieces[1:], Piece((".", ".")))
