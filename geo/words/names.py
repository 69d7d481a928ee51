"""What ids stand for: names of actors, layers, sides and features under a policy of naming.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from geo.analysis.frames import records
from geo.analysis.standing import JOINT_SIDES
from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.language import both, declared, t
from geo.model import OBSERVED, Column, Language, Layer, split
from geo.validity import end_day, first_day
from geo.words.dates import date_text


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; either may be ""."""

    en: str
    ar: str = ""

    def lines(self, lang: Language) -> tuple[str, ...]:
        """Return its lines in each language that is asked for; a missing name is replaced by the other."""
        if lang == "en+ar" and self.en and self.ar and self.en != self.ar:
            return (*self.en.split("\n"), *self.ar.split("\n"))
        text = (self.ar or self.en) if lang == "ar" else (self.en or self.ar)
        return tuple(text.split("\n")) if text else ()

    def text(self, lang: Language) -> str:
        """Return the same in one line, as the screen writes it."""
        return " · ".join(self.lines(lang))


def short_name(name: str) -> str:
    """Return a name without what explains it: what stands in brackets, after a comma or a slash.

    Examples
    --------
    >>> short_name("House of Representatives (Tobruk)")
    'House of Representatives'
    """
    return _EXPLAINED.split(name)[0]


SIDES: Mapping[str, Name] = MappingProxyType(
    {
        "tripoli": Name(*both("Recognised authority in Tripoli")),
        "east": Name(*both("Eastern administration")),
        "city_states": Name(*both("City-state armed groups")),
        "foreign": Name(*both("Outside powers")),
        "settlement": Name(*both("Settlement")),
        "other": Name(*both("Other actors")),
        "unsaid": Name(*both("Not said who else")),
    }
)
"""What a side is called where no policy names it, by its palette key; that of Tripoli while nobody rules."""

UNSAID: Final = "unsaid"
"""The other side of a contest of which nobody says who it is."""

AUTHORITY: Final = "tripoli"
"""The side that has the name of its authority of the day: nothing of 2020 is called by the name of 2021."""

_SIDE: Final = "gnu"
"""Its key in actors.csv."""

_RULING: Final = ("government", "legislature")
"""Kinds of actors that an authority can be, the first of them first."""


def rows(evidence: Evidence, table: str) -> list[dict[Any, Any]]:
    """Return the rows of a table; none where its declaration is missing or out."""
    return records(evidence.tables[table]) if table in evidence.tables else []


def source_list(evidence: Evidence) -> dict[str, dict[str, str]]:
    """Return publisher, title and date of every source by its id."""
    parts = ("publisher", "title", "date")
    return {row["id"]: {part: row[part] for part in parts} for row in rows(evidence, "sources")}


def naming(evidence: Evidence) -> dict[str, dict[str, list[str]]]:
    """Return the English and Arabic name by policy, then subject ("actor:lna", "side:east", "layer:east")."""
    policies: dict[str, dict[str, list[str]]] = {}
    for row in rows(evidence, "naming"):
        policies.setdefault(row["policy"], {})[row["subject"]] = [row["name_en"], row["name_ar"]]
    return policies


GENERIC: Final = frozenset({
    "agency", "apparatus", "army", "authority", "battalion", "brigade", "brigades", "cabinet",
    "command", "committee", "company", "congress", "corporation", "corps", "council", "councils",
    "faction", "fighters", "force", "forces", "government", "group", "groups", "guard", "guards",
    "house", "legislature", "militias", "movement", "network", "operation", "parliament",
    "peacekeepers", "region", "revolutionaries", "room", "staff", "state", "support",
})  # fmt: skip
"""Words that make a name a description, before which English puts an article."""
_ORDINARY: Final = frozenset({"Armed", "Eastern", "Fighters", "Pro-Gaddafi", "Southern", "Unidentified"})
"""Words with which a description begins that stand small in a sentence, before another small one."""

_EXPLAINED: Final = re.compile(r" / | \(|[,،] ")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,4}")


@dataclass(frozen=True, slots=True)
class Actors:
    """Actors by the names of a day, under one policy of naming.csv.

    A government has the name that it had on the day: what is told of the recognised one in Tripoli is never
    told of 2020 under the name that it has had since March 2021.

    Attributes
    ----------
    rows : mapping of str to mapping
        Rows of actors.csv by id.
    named : mapping of str to Name
        Names that the policy gives, by id.
    """

    rows: Mapping[str, Mapping[str, Any]]
    named: Mapping[str, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pd.DataFrame, named: Mapping[str, Name] | None = None) -> Actors:
        """Return the actors of the table."""
        return cls({str(row["id"]): row for row in records(table)}, named or {})

    def name(self, actor_id: str, day: str = "") -> Name:
        """Return the full name of an actor on an ISO day ("" = its own); the id of one that is not listed."""
        known = self.on(actor_id, day) if day else actor_id
        if known in self.named:
            return self.named[known]
        row = self.rows.get(known)
        return Name(str(row["name_en"]), str(row["name_ar"])) if row else Name(known)

    def short(self, actor_id: str, day: str = "") -> Name:
        """Return the name as a sentence uses it: "the LNA", "the armed groups of the west", "Libya Dawn".

        Its initials where the table gives them first among its aliases and no policy names it.
        """
        known = self.on(actor_id, day) if day else actor_id
        full = self.name(known)
        english, arabic = _plain(full.en), _plain(full.ar or full.en)
        if known in self.rows and known not in self.named:
            first = (*split(str(self.rows[known]["aliases"])), "")[0]
            capitals = "".join(letter for letter in first if letter.isupper())
            initials = "".join(word[0] for word in english.split() if word[0].isupper())
            if _ACRONYM.fullmatch(first) and initials.startswith(capitals):
                english = first
        return Name(_with_article(english), arabic)

    def label(self, actor_id: str, day: str = "") -> Name:
        """Return the short name as it stands alone: "LNA", "Armed groups of the west"."""
        short = self.short(actor_id, day)
        alone = short.en.removeprefix("the ")
        return Name(f"{alone[:1].upper()}{alone[1:]}", short.ar)

    def there(self, side: str, kind: str, day: str) -> str:
        """Return the id of the actor of a side and kind that was there on an ISO day; "" = none."""
        found = (
            one
            for one, row in self.rows.items()
            if row["side"] == side and row["kind"] == kind and _true_on(row, day)
        )
        return next(found, "")

    def change_days(self, side: str) -> list[str]:
        """Return the ISO days on which an authority of a side came or went, in order."""
        days = set()
        for row in self.rows.values():
            if row["side"] == side and row["kind"] in _RULING:
                start, end = str(row["valid_from"]), str(row["valid_to"])
                days |= {first_day(start).isoformat()} if start else set()
                days |= {end_day(end).isoformat()} if end else set()
        return sorted(days)

    def on(self, actor_id: str, day: str) -> str:
        """Return the id under which an actor goes on an ISO day: a government's that of its own time.

        Examples
        --------
        >>> columns = ["id", "kind", "side", "valid_from", "valid_to"]
        >>> accord = ["gna", "government", "gnu", "2016-03", "2021-03"]
        >>> unity = ["gnu", "government", "gnu", "2021-03", ""]
        >>> actors = Actors.of(pd.DataFrame([accord, unity], columns=columns))
        >>> actors.on("gnu", "2020-06-01"), actors.on("gnu", "2021-04-01"), actors.on("gna", "2022-01-01")
        ('gna', 'gnu', 'gnu')
        """
        row = self.rows.get(actor_id)
        if not row or row["kind"] != "government" or row["side"] not in JOINT_SIDES or _true_on(row, day):
            return actor_id
        return self.there(str(row["side"]), str(row["kind"]), day) or actor_id


def _true_on(row: Mapping[str, Any], day: str) -> bool:
    """Tell whether an actor was there on a day; of two in one month the later one begins when it is over."""
    start, end = str(row["valid_from"]), str(row["valid_to"])
    return (not start or first_day(start).isoformat() <= day) and (not end or day < end_day(end).isoformat())


def _plain(name: str) -> str:
    """Return a name without what it says in brackets, or after a stroke."""
    return name.partition(" (")[0].partition(" / ")[0].strip()


def _with_article(name: str) -> str:
    if "'s " in name or "\N{RIGHT SINGLE QUOTATION MARK}s " in name:
        return name
    first, _, rest = name.partition(" ")
    if first in _ORDINARY and rest[:1].islower():
        name = f"{name[0].lower()}{name[1:]}"
    generic = any(word.strip(",").lower() in GENERIC for word in name.split())
    return f"the {name}" if generic or _ACRONYM.fullmatch(name) else name


class Names:
    """What the ids in the evidence stand for, under one policy of naming.csv ("" = as in the data).

    Made once for a version of the data and a policy: `Names.of`.
    """

    @classmethod
    def of(cls, evidence: Evidence, policy: str = "") -> Names:
        """Return the names of a policy, made once for this evidence."""
        names: Names = evidence.remembered(("names", policy), lambda: cls(evidence, policy))
        return names

    def __init__(self, evidence: Evidence, policy: str = "") -> None:
        self._evidence = evidence
        self._named = {subject: Name(*names) for subject, names in naming(evidence).get(policy, {}).items()}
        listed = rows(evidence, "actors")
        self.side_of: Mapping[str, str] = {str(row["id"]): str(row["side"]) for row in listed}
        """The `side` of actors.csv by the id of the actor."""
        own = {s.removeprefix("actor:"): name for s, name in self._named.items() if s.startswith("actor:")}
        self.actors = Actors({str(row["id"]): row for row in listed}, own)
        self._sources: Mapping[str, dict[str, str]] = evidence.remembered(
            ("sources in words",),
            lambda: {
                str(row["id"]): asdict(evidence.source(str(row["id"]))) for row in rows(evidence, "sources")
            },
        )

    def layer(self, layer: Layer) -> Name:
        """Return the title of a layer."""
        return self._named.get(f"layer:{layer.id}", Name(layer.title, layer.title_ar))

    def side(self, key: str, day: str) -> Name:
        """Return the name that a side has on an ISO day, by its palette key."""
        return [name for start, name in self.side_names(key) if start <= day][-1]

    def side_names(self, key: str) -> list[tuple[str, Name]]:
        """Return the names of a side with the ISO day from which it has each; that of the first is "".

        What a policy calls the authority in Tripoli is the name of today's, so it counts since that is there.
        """
        usual = SIDES.get(key, Name(key))
        named = self._named.get(f"side:{key}")
        if key != AUTHORITY:
            return [("", named or usual)]
        found = [
            ("", usual),
            *((day, self._authority(day) or usual) for day in self.actors.change_days(_SIDE)),
        ]
        return [*found[:-1], (found[-1][0], named or found[-1][1])]

    def _authority(self, day: str) -> Name | None:
        """Return the name of the authority in Tripoli on an ISO day."""
        found = (self.actors.there(_SIDE, kind, day) for kind in _RULING)
        return next((self.actor(one) for one in found if one), None)

    def actor(self, actor_id: str) -> Name:
        """Return the name of an actor; the id itself where the table does not have it."""
        return self.actors.name(actor_id)

    def claimant(self, claimant: str, day: str = "") -> Name:
        """Return whose word something is: the publisher's, an actor's of an ISO day, or as it is written."""
        if claimant == OBSERVED:
            return Name(*both("the publisher"))
        if claimant in self.actors.rows:
            return self.actors.short(claimant, day)
        return Name(claimant, declared(claimant, "ar"))

    def place(self, feature_id: str) -> Name:
        """Return the name of a feature of any layer; the id itself where no healthy layer has it."""
        try:
            layer_id = self._evidence.layer_of(feature_id)
        except UnknownId:
            return Name(feature_id)
        frame = self._evidence.layers[layer_id]
        named: dict[str, Name] = self._evidence.remembered(
            ("names", layer_id),
            lambda: dict(zip(frame["id"], map(Name, frame["name_en"], frame["name_ar"]), strict=True)),
            of=layer_id,
        )
        return named[feature_id]

    def sources(self, ids: tuple[str, ...]) -> list[dict[str, str]]:
        """Return the sources in the order given, leaving out what the table does not have."""
        return [self._sources[one] for one in ids if one in self._sources]

    def text(self, column: Column, value: Any, lang: str = "en") -> str:
        """Return a value of a layer's own column as a person reads it; "" where it is empty."""
        if pd.isna(value) or value == "":
            return ""
        parts = split(str(value))
        own: Language = "ar" if lang == "ar" else "en"
        comma = t(", ", lang)
        if column.kind in ("actor", "actors"):
            return comma.join(self.actor(part).text(own) for part in parts)
        if column.kind in ("place", "places"):
            places = [self.place(part).text(own) for part in parts]
            return (comma if column.kind == "place" else " ← " if own == "ar" else " → ").join(places)
        if column.kind == "date":
            return date_text(str(value), own)
        if column.kind == "list":
            return comma.join(declared(part, lang) for part in parts)
        return declared(str(value), lang)
