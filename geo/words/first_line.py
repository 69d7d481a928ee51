"""The first line of a card: who holds a place, in which way, by how many claims and how sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from geo.analysis.control import FIRST_DAY
from geo.analysis.standing import NONE
from geo.language import both, both_n
from geo.words.dates import before_text, date_text, in_text
from geo.words.holding import PART, Holding, Part, Period
from geo.words.names import Actors, Name

NameOf = Callable[[str], Name]
"""The name of a place, district or region by its id."""

Pair = tuple[str, str]
"""A phrase in English and in Arabic."""

_COMMA: Final = both(", ")
SEMICOLON: Final = both("; ")
_AND: Final = both(" and ")
_KINDS: Final = {"effective": both("effective"), "nominal": both("nominal")}
_SEVERAL: Final = 2


def first_line(held: Holding, name_of: NameOf, actors: Actors) -> Pair:
    """Return the first line of a card in English and Arabic.

    It begins with the name and a colon, then "Held by", "Contested between", "Held in part by" or "Not known
    who holds". A side has the name that it had on the day.

    Parameters
    ----------
    held : Holding
        Who holds it.
    name_of : callable
        Names of places, districts and regions.
    actors : Actors
        Names of actors under the policy that is asked for.
    """
    return _Line(held, name_of, actors).told()


@dataclass(frozen=True, slots=True)
class Told:
    """Who holds something, said on a figure.

    Attributes
    ----------
    title : Pair
        The end of a title, such as "held by the LNA in name".
    grounds : Pair
        The first line of a card without the name.
    brief : Pair
        The same where room is short: who holds it, when that was last confirmed and how sure it is.
    """

    title: Pair
    grounds: Pair
    brief: Pair


def on_figure(held: Holding, name_of: NameOf, actors: Actors) -> Told:
    """Return who holds something in the forms that a figure has room for; parameters as of `first_line`."""
    line = _Line(held, name_of, actors)
    return Told(line.short(), line.said(), line.brief())


def holds(kind: str, names: Iterable[Pair], basis: Sequence[Pair] = ()) -> Pair:
    """Return who holds or contests something, and in brackets in which way and on what basis.

    Examples
    --------
    >>> holds("nominal", [("the GNU", "")])[0], holds("contested", [("the LNA", ""), ("Misrata", "")])[0]
    ('Held by the GNU in name (nominal)', 'Contested between the LNA and Misrata')
    """
    told = list(names)
    ways = list(basis) if kind == "contested" else [_KINDS[kind], *basis]
    inside = joined(ways)
    bracket = (f" ({inside[0]})", f" ({inside[1]})") if ways else ("", "")
    if kind == "nominal":
        return _pair(both("Held by "), listed(told), (" in name", ""), bracket)
    return _pair(_holders(kind, told), bracket)


def _holders(kind: str, names: Sequence[Pair]) -> Pair:
    """Return who holds or contests something, without brackets."""
    told = list(names)
    if kind == "contested":
        if len(told) < _SEVERAL:
            told.append(both("others not named"))
        return _pair(both("Contested between "), listed(told))
    way = both(" in name") if kind == "nominal" else ("", "")
    return _pair(both("Held by "), listed(told), way)


@dataclass(frozen=True, slots=True)
class _Line:
    held: Holding
    name_of: NameOf
    actors: Actors

    def told(self) -> Pair:
        """Return the whole line."""
        return _pair(self.place(self.held.about), (": ", ": "), self.said())

    def said(self) -> Pair:
        """Return the line without the name of what it is about."""
        held = self.held
        if held.kind == NONE:
            return _pair(self.unknown(), (".", "."))
        basis = [*self.basis(), *self.passed(), *self.against()]
        who = self.in_part() if held.kind == PART else self.holds(held.kind, held.actors, basis)
        shown = joined([self.counted(), self.published(), *self.confirmed()])
        return _pair(who, (": ", ": "), shown, SEMICOLON, (held.grade, held.grade), (".", "."))

    def short(self) -> Pair:
        """Return who holds it, without how and by whose word."""
        held = self.held
        if held.kind == NONE:
            return both("not known who holds it")
        if held.kind == PART:
            holders = dict.fromkeys(actor for part in held.parts for actor in part.actors)
            return _pair(
                both("parts held or contested by "),
                listed([*map(self.actor, holders)]),
            )
        english, arabic = _holders(held.kind, [self.actor(actor) for actor in held.actors])
        return f"{english[:1].lower()}{english[1:]}", arabic

    def brief(self) -> Pair:
        """Return who holds it, when that was last confirmed and how sure it is."""
        english, arabic = self.short()
        who = f"{english[:1].upper()}{english[1:]}", arabic
        if self.held.kind == NONE:
            return _pair(who, (".", "."))
        return _pair(
            joined([who, *self.confirmed()[:1]]), SEMICOLON, (self.held.grade, self.held.grade), (".", ".")
        )

    def place(self, about: str) -> Pair:
        name = self.name_of(about)
        return name.en or name.ar, name.ar or name.en

    def actor(self, actor: str, day: str = "") -> Pair:
        name = self.actors.short(actor, day or self.held.day.isoformat())
        return name.en, name.ar

    def holds(self, kind: str, actors: Sequence[str], basis: Sequence[Pair] = (), day: str = "") -> Pair:
        """Return who holds or contests it, and in brackets in which way and on what basis."""
        return holds(kind, [self.actor(actor, day) for actor in actors], basis)

    def in_part(self) -> Pair:
        """Return who holds which places of a district or region."""
        by_actor: dict[str, list[Pair]] = {}
        for part in self.held.parts:
            if part.kind != "contested":
                by_actor.setdefault(part.actors[0], []).append(self.part(part))
        held = [
            _pair(self.actor(actor), (" (", " ("), joined(places), (")", ")"))
            for actor, places in by_actor.items()
        ]
        told = _pair(both("Held in part by "), listed(held))
        return joined([told, *self.contested_parts()])

    def part(self, part: Part) -> Pair:
        in_name = both(" in name") if part.kind == "nominal" else ("", "")
        return _pair(self.place(part.place), in_name)

    def contested_parts(self) -> list[Pair]:
        places = [self.place(part.place) for part in self.held.parts if part.kind == "contested"]
        return [_pair(both("contested in "), listed(places))] if places else []

    def basis(self) -> list[Pair]:
        """Return what the state of a district rests on, where that is not claims about itself."""
        held = self.held
        if held.basis == "towns":
            own, known = (f"{people:,}" for people in held.people)
            return [both("derived from its towns with {own} of {known} known people", own=own, known=known)]
        if held.region:
            return [both("claimed of the whole of {region}", region=self.place(held.region))]
        return []

    def passed(self) -> list[Pair]:
        """Return from whom a holder took over whom no claim names."""
        told = []
        for one in self.held.passed:
            start = one.day
            last = date.fromisoformat(start) - timedelta(days=1)
            told.append(
                both(
                    "taken over from {actor} on {day}",
                    actor=self.actor(one.before, last.isoformat()),
                    day=(date_text(start, "en"), date_text(start, "ar")),
                )
            )
        return told

    def against(self) -> list[Pair]:
        """Return on what the other side of a contest rests where no claim about the contest names it."""
        held = self.held
        if not held.against:
            return []
        who, where = self.actor(held.actors[-1]), self.place(held.against)
        if held.against == held.about:
            return [both("{who} held it before", who=who)]
        return [both("{who} by what is claimed of {where}", who=who, where=where)]

    def counted(self) -> Pair:
        held = self.held
        number, told = len(held.making), held.told
        where = both(" about places in it") if held.basis == "towns" else ("", "")
        return _pair(both_n("{number} of {n} claim", "{number} of {n} claims", told, number=number), where)

    def published(self) -> Pair:
        return both_n("{n} publisher", "{n} independent publishers", self.held.independent)

    def confirmed(self) -> list[Pair]:
        """Return when it was last confirmed, how long that was before the day, and whether again later."""
        first, later, day = self.held.confirmed, self.held.confirmed_later, self.held.day
        told: list[Pair] = []
        if first:
            full = first.count("-") == 2  # noqa: PLR2004 - year, month and day
            when = date_text(first, "en") if full else in_text(first, "en")
            told.append(both("last confirmed {when}", when=(when, date_text(first, "ar"))))
            told.append((before_text(first, day, "en"), before_text(first, day, "ar")))
        if later:
            told.append(both("confirmed later, {later}", later=(in_text(later, "en"), in_text(later, "ar"))))
        return told or [both("not dated by its sources")]

    def unknown(self) -> Pair:
        """Return that nobody is known to hold it, since when, and who did."""
        start = both("Not known who holds: ")
        if self.held.day.isoformat() < FIRST_DAY:
            first = date_text(FIRST_DAY, "en"), date_text(FIRST_DAY, "ar")
            return _pair(start, both("before {first} there are no sides", first=first))
        told = [*(self.ended(self.held.last) if self.held.last else self.never())]
        told += self.contested_parts()
        present = [self.actor(rival.actor) for rival in self.held.rivals if rival.kind == "presence"]
        if present:
            told.append(_pair(both("said to be present: "), joined(present)))
        return _pair(start, joined(told, SEMICOLON))

    def never(self) -> list[Pair]:
        """Return that nobody had claimed it by then."""
        coming = [period for period in self.held.history if period.kind != NONE]
        if not coming:
            return [both("nobody is known to have claimed it")]
        text = coming[0].start_text
        return [both("no claim recorded before {day}", day=(date_text(text, "en"), date_text(text, "ar")))]

    def ended(self, last: Period) -> list[Pair]:
        """Return since when nothing is claimed, and who held it before."""
        since = date_text(self.held.since, "en"), date_text(self.held.since, "ar")
        nothing = both("no claim recorded since {since}", since=since)
        english, arabic = self.holds(last.kind, last.actors, day=last.start)
        holds = english[:1].lower() + english[1:], arabic
        if not self.held.lapsed:
            return [nothing, both("before that {holds}", holds=holds)]
        # Until it lapsed it counted, and may have been handed over meanwhile.
        day = date_text(last.end, "en"), date_text(last.end, "ar")
        told = both("until {day}, when that was too long ago to count, {holds}", day=day, holds=holds)
        return [nothing, told]


def _pair(*phrases: Pair) -> Pair:
    return "".join(phrase[0] for phrase in phrases), "".join(phrase[1] for phrase in phrases)


def called(row: Mapping[str, Any]) -> Pair:
    """Return what a feature, a place or an actor is called."""
    return str(row["name_en"]), str(row["name_ar"] or row["name_en"])


def joined(phrases: Iterable[Pair], comma: Pair = _COMMA, most: int = 0) -> Pair:
    """Return several phrases with a comma of each language between them.

    Beyond `most` (0 = any number) it is said how many more there are.

    Examples
    --------
    >>> joined([("A", "أ"), ("B", "ب"), ("C", "ج")], most=1)[0]
    'A, 2 more'
    """
    kept = list(phrases)
    if most and len(kept) > most:
        kept = [*kept[:most], both("{count} more", count=len(kept) - most)]
    return (
        comma[0].join(phrase[0] for phrase in kept if phrase[0]),
        comma[1].join(phrase[1] for phrase in kept if phrase[1]),
    )


def listed(phrases: Sequence[Pair]) -> Pair:
    """Return several names as a sentence lists them: "A, B and C"."""
    *first, last = phrases
    return _pair(joined(first), _AND, last) if first else last
