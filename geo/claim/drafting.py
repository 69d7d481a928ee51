"""Candidates -> rows of the tables: names resolved, ids made, what was left out completed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

import pandas as pd

from geo.claim.candidates import CALLED, Candidate, lacking
from geo.evidence.resolving import Meant, Named, Names
from geo.faults import Fault
from geo.model import OBSERVED, Table, split
from geo.schema.checking import table_faults
from geo.schema.references import References

TABLES: Final = ("publishers", "sources", "claims", "events")
"""What can be added to, in the order of writing: what others cite comes first."""

NO_TITLE, NO_DATE = "(title not noted)", "no date seen where it was read"

_SOURCE_KINDS: Final[Mapping[str, str]] = {
    "press": "news", "wire": "news", "broadcaster": "news", "aggregator": "news", "company": "official",
    "research": "think-tank",
}  # fmt: skip
"""Kind of a source by the kind of its publisher, where they are called otherwise."""

_LONGEST_SLUG = 60
Row = dict[str, str]
_Resolve = Callable[[str], Meant]


@dataclass(slots=True)
class Draft:
    """Rows to be added, made one candidate after the other; each sees those before it.

    Attributes
    ----------
    rows : dict of str to list of dict
        By table, in the order of `TABLES`.
    owners : dict of (str, str) to list of str
        Labels of the candidates that a row is there for, by table and id.
    notes : list of str
        What was decided for whoever adds, in sentences.
    """

    names: Names
    tables: Mapping[str, Table]
    today: date
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    owners: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    places: dict[str, Named] = field(default_factory=dict)
    _known: dict[str, dict[str, Row]] = field(default_factory=dict, repr=False)
    _addresses: dict[str, str] = field(default_factory=dict, repr=False)
    _kinds: dict[str, Counter[str]] = field(default_factory=dict, repr=False)
    _classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        evidence = self.names.evidence
        for name in TABLES:
            self._known[name] = {row["id"]: row for row in _texts(evidence.tables[name])}
        for one, row in self._known["sources"].items():
            self._addresses.setdefault(_address(row["url"]), one)
            if owner := self.names.publisher(row["publisher"]).found:
                self._kinds.setdefault(owner.id, Counter())[row["kind"]] += 1
        derived = (layer for layer in evidence.catalog.values() if layer.derive == "events")
        self._classes = next((tuple(layer.classes) for layer in derived), ())

    def add(self, one: Candidate) -> list[Fault]:
        """Complete a candidate and keep its rows; or keep nothing and return all that is wrong with it."""
        work = _Work(one, self)
        {"claim": work.claim, "event": work.event, "source": work.source}[one.kind]()
        faults = work.lacking() + work.faults + work.judged()
        if faults:
            return faults
        for table, made in work.made:
            self._keep(table, made, one.label)
        for source in work.cited:
            self.owners.setdefault(("sources", source), []).append(one.label)
        self.notes += work.notes
        return []

    def is_known(self, address: str) -> str:
        """Return the id of the source with this address, "" where there is none."""
        return self._addresses.get(_address(address), "") if address else ""

    def row(self, table: str, one: str) -> Row:
        """Return a row, known or made."""
        return self._known[table][one]

    def free(self, table: str, stem: str, first: str = "") -> str:
        """Return the first id of the form stem, stem-2, stem-3, ... that nothing has."""
        number, made = 1, stem + first
        while made in self._known[table]:
            number += 1
            made = f"{stem}-{number}"
        return made

    def next_claim(self, place: str, actor: str) -> str:
        """Return the id of the next claim about a place by an actor."""
        stem = f"claim-{place.removeprefix('region-')}-{actor}-"
        taken = [
            int(one[len(stem) :])
            for one in self._known["claims"]
            if one.startswith(stem) and one[len(stem) :].isdigit()
        ]
        return f"{stem}{max(taken, default=0) + 1}"

    def kinds_of(self, publisher: str) -> Counter[str]:
        """Return how often sources of a publisher are of which kind."""
        return self._kinds.get(publisher, Counter())

    @property
    def references(self) -> References:
        """What values by themselves may be; what they refer to is resolved here already."""
        latest = self.today + timedelta(days=1)
        return References(latest=latest, classes={"events": self._classes} if self._classes else {})

    def _keep(self, table: str, row: Row, label: str) -> None:
        self._known[table][row["id"]] = row
        self.rows[table].append(row)
        self.owners.setdefault((table, row["id"]), []).append(label)
        if table == "sources":
            self._addresses.setdefault(_address(row["url"]), row["id"])


@dataclass(slots=True)
class _Work:
    """One candidate while it becomes rows; `half` are rows that cannot be made, whose values are judged."""

    one: Candidate
    draft: Draft
    faults: list[Fault] = field(default_factory=list)
    made: list[tuple[str, Row]] = field(default_factory=list)
    half: list[tuple[str, Row]] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lacking(self) -> list[Fault]:
        """Return a fault for each field that must be told and is not."""
        known = [self.one["url"]] if self.draft.is_known(self.one["url"]) else []
        return [self._fault(name, "is missing", "tell it") for name in lacking(self.one, known)]

    def judged(self) -> list[Fault]:
        """Return what is wrong with the values that are there, as the whole check would say."""
        told = {fault.column for fault in self.faults}
        found = []
        for table, made in (*self.made, *self.half):
            called = CALLED.get((self.one.kind, table), {})
            columns = tuple(
                column
                for column in self.draft.tables[table].columns
                if made.get(column.name) and column.name != "id" and column.kind != "sources"
            )
            frame = pd.DataFrame([{column.name: made[column.name] for column in columns}], dtype="str")
            for fault in table_faults(frame, Table(table, "", columns), self.draft.references):
                name = called.get(fault.column, fault.column)
                if name not in told:
                    found.append(self._fault(name, fault.problem, fault.remedy))
        unique = {(fault.column, fault.problem): fault for fault in found}
        return list(unique.values())

    def claim(self) -> None:
        """Make the row of a claim."""
        one, names = self.one, self.draft.names
        place = self._named("where", one["where"], "place", lambda text: names.place(text, one["scope"]))
        actor = self._actor("actor", one["actor"])
        sources = self._sources(one["date"])
        dated = [self._source_row(source)["date"] for source in sources[:1]]
        row = {
            "id": "",
            "scope": one["scope"] or (place.scope if place else ""),
            "place": place.id if place else "",
            "actor": actor,
            "claim": one["claim"],
            "claimant": self._claimant(one["claimant"], actor, sources),
            "valid_from": one["valid_from"],
            "valid_to": one["valid_to"],
            "stated_on": one["stated_on"] or "".join(dated),
            "note": one["note"],
            **self._evidence(sources),
        }
        if place and actor:
            row["id"] = self.draft.next_claim(place.id, actor)
            self.draft.places[place.id] = place
        self.made.append(("claims", row))

    def event(self) -> None:
        """Make the row of an event."""
        one, names = self.one, self.draft.names
        place = self._named("place", one["place"], "place", names.place) if one["place"] else None
        actors = [self._actor("actors", text) for text in split(one["actors"])]
        sources = self._sources(one["date_published"])
        columns = {column.name for column in self.draft.tables["events"].columns}
        toll = one["toll"] if "toll" in columns else ""
        told = f" Toll: {one['toll'].rstrip('.')}." if one["toll"] and not toll else ""
        row = {
            "id": self.draft.free("events", f"event-{one['date']}-{_slug(one['name_en'])}"),
            **{name: one[name] for name in ("date", "name_en", "name_ar", "class")},
            "place": place.id if place else "",
            "actors": "|".join(actor for actor in actors if actor),
            "summary": one["summary"] + told,
            **self._evidence(sources),
        }
        if "toll" in columns:
            row["toll"] = toll
        self.made.append(("events", row))

    def source(self) -> None:
        """Make the row of a source that is added for itself."""
        one = self.one
        if known := self.draft.is_known(one["url"]):
            self.faults.append(self._fault("url", f"is the address of '{known}' already", "cite that one"))
        else:
            self._source(one["url"], one["publisher"], one["title"], one["date"], "")

    def _evidence(self, sources: list[str]) -> Row:
        letters = [self._source_row(source)["reliability"] for source in sources]
        return {
            "recorded_on": self.draft.today.isoformat(),
            "retracted_on": "",
            "sources": "|".join(sorted(sources)),
            "reliability": self.one["reliability"] or min(letters, default=""),
            "credibility": self.one["credibility"],
            "marking": self.one["marking"] or "CLEAR",
        }

    def _sources(self, day: str) -> list[str]:
        """Return the ids of what is cited: what is there, then what is told of."""
        one = self.one
        cited = []
        for source in split(one["sources"]):
            if source in self.draft.names.evidence.tables["sources"]["id"].tolist():
                cited.append(source)
            else:
                self.faults.append(
                    self._fault("sources", f"there is no source '{source}'", "cite one that is there")
                )
        if one["url"] or one["publisher"]:
            cited.append(self._source(one["url"], one["publisher"], one["title"], day, ""))
        if one["second_url"] or one["second_publisher"]:
            title = one["second_title"] or NO_TITLE
            cited.append(
                self._source(one["second_url"], one["second_publisher"], title, one["second_date"], "second_")
            )
        self.cited = list(dict.fromkeys(source for source in cited if source))
        return self.cited

    def _source(self, url: str, publisher: str, title: str, day: str, prefix: str) -> str:
        """Return the id of the source with that address, made where there is none; "" where it cannot be."""
        if known := self.draft.is_known(url):
            self.notes.append(f"{known} is there already and is cited")
            return known
        made = next(
            (row for table, row in self.made if table == "sources" and _address(row["url"]) == _address(url)),
            None,
        )
        if made:
            return made["id"]
        told = {
            "title": title,
            "date": day,
            "date_note": (self.one["date_note"] if not prefix else "") or ("" if day else NO_DATE),
            "url": url,
            "kind": self.one["kind"] if not prefix else "",
        }
        owner = self._publisher(publisher, f"{prefix}publisher") if publisher else None
        if not url or owner is None:
            self.half.append(("sources", told))
            return ""
        month = re.match(r"\d{4}(-\d\d)?", day)
        stem = f"{owner['id']}-{month[0] if month else 'undated'}"
        taken = [row["id"] for table, row in self.made if table == "sources"]
        number = self.draft.free("sources", stem)
        while number in taken:
            number = self.draft.free("sources", f"{number}-2")
        kinds = self.draft.kinds_of(owner["id"])
        usual = kinds.most_common(1)[0][0] if kinds else _SOURCE_KINDS.get(owner["kind"], owner["kind"])
        row = {
            "id": number,
            "publisher": owner["name"],
            **told,
            "kind": told["kind"] or usual,
            "reliability": owner["reliability"],
        }
        self.made.append(("sources", row))
        return number

    def _publisher(self, text: str, name: str) -> Row | None:
        """Return the row of a publisher, made where a new one is announced; None, with a fault, otherwise."""
        answer = self.draft.names.publisher(text)
        if answer.found:
            return self.draft.row("publishers", answer.found.id)
        new = _slug(text)
        for table, row in self.made:
            if table == "publishers" and row["id"] == new:
                return row
        if new in self.draft._known["publishers"]:  # noqa: SLF001 - a draft and its work are one
            return self.draft.row("publishers", new)
        kind, letter = self.one["new_publisher"], self.one["reliability"]
        if not kind:
            otherwise = "tell --new-publisher KIND and --reliability LETTER to add it"
            self.faults.append(
                self._fault(name, f"names unknown publisher '{text}'", answer.advice(otherwise))
            )
            return None
        if not letter:
            self.faults.append(
                self._fault("reliability", "is missing, which a new publisher needs", "tell it")
            )
        row = {
            "id": new, "name": text, "kind": kind, "side": "unknown", "family": new, "reliability": letter,
            "reason": "not looked up", "history": f"{self.draft.today.isoformat()} {letter}",
        }  # fmt: skip
        self.made.append(("publishers", row))
        self.notes.append(
            f"{text} is a new publisher: say its owner, side and family in data/publishers.csv when known"
        )
        return row

    def _source_row(self, source: str) -> Row:
        made = (row for table, row in self.made if table == "sources" and row["id"] == source)
        return next(made, None) or self.draft.row("sources", source)

    def _claimant(self, text: str, actor: str, sources: Iterable[str]) -> str:
        """Return by whose word: the holder, the publisher itself, another actor, or as told."""
        if not text or text == OBSERVED:
            return OBSERVED
        names = self.draft.names
        found = names.actor(text).found
        if found and found.id == actor:
            return found.id
        own = names.publisher(text).found
        publishers = {self._source_row(source)["publisher"] for source in sources}
        if text in publishers or (own and own.name in publishers):
            return OBSERVED
        return found.id if found else text

    def _actor(self, name: str, text: str) -> str:
        if not text:
            return ""
        answer = self.draft.names.actor(text)
        if answer.found:
            return answer.found.id
        remedy = answer.advice("add it to data/actors.csv first")
        self.faults.append(self._fault(name, f"names unknown actor '{text}'", remedy))
        return ""

    def _named(self, name: str, text: str, what: str, resolve: _Resolve) -> Named | None:
        if not text:
            return None
        answer = resolve(text)
        if answer.found is None:
            remedy = answer.advice("add it to data/base/places.geojson first")
            self.faults.append(
                self._fault(name, f"names unknown {self.one['scope'] or what} '{text}'", remedy)
            )
        return answer.found

    def _fault(self, name: str, problem: str, remedy: str) -> Fault:
        return Fault("", "", self.one.label, name, problem, remedy)


def _texts(frame: pd.DataFrame) -> Iterator[Row]:
    for row in frame.to_dict("records"):
        yield {str(name): "" if pd.isna(value) else str(value) for name, value in row.items()}


def _address(url: str) -> str:
    """Return an address as two are compared: without scheme, www, mark in the page and last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}{'?' * bool(parts.query)}{parts.query}" if host else url


def _slug(text: str) -> str:
    """Return a text as part of an id.

    Examples
    --------
    >>> _slug("Clash at Zāwiya, 3 killed")
    'clash-at-zawiya-3-killed'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    return slug[:_LONGEST_SLUG].rstrip("-") or "unnamed"
