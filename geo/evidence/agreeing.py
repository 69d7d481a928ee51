"""What rows say of each other, over files: sources of publishers, claims and grades of their sources.

What a row must be by itself is the affair of `geo.schema`. A retracted row stays as it was, unasked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from geo.analysis.independence import Publishers
from geo.faults import Fault, closest, did_you_mean
from geo.language import worded
from geo.model import OBSERVED, split
from geo.schema.references import References
from geo.validity import is_before

CONFIRMED = "1"
"""The credibility of what others confirm."""

_SCOPES: Mapping[str, str] = {"districts": "district", "regions": "region"}
"""Layers of what a claim can be about besides places."""

_ONE_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATED = ("stated_on", "reviewed_on", "date")

Advice = tuple[str, str]
"""Problem and remedy; ("", "") = nothing is wrong."""

_RIGHT: Advice = ("", "")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the rows of all tables say of sources, publishers, actors and places, to hold other rows against.

    Attributes
    ----------
    publishers : mapping of str to (str, str)
        By the name as compared: id and letter of each publisher that is called so.
    families : Publishers or None
        Publisher of each source; None = cannot be told.
    dates : mapping of str to str
        Date of each source, as written.
    references : References
        Known ids; where they cannot be told, nothing is held against them.
    """

    publishers: Mapping[str, Mapping[str, str]]
    families: Publishers | None
    dates: Mapping[str, str]
    references: References
    _cited: dict[str, tuple[str, ...] | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, tables: Mapping[str, pd.DataFrame], references: References) -> Agreement:
        """Return what tables say; one that is not there or cannot be read asks nothing of others."""
        publishers, sources = tables.get("publishers", pd.DataFrame()), tables.get("sources", pd.DataFrame())
        told = references.sources is not None and not publishers.empty
        called: dict[str, dict[str, str]] = {}
        for row in publishers.to_dict("records"):
            for name in names_of_publisher(row["name"], row["aliases"]):
                called.setdefault(name, {})[str(row["id"])] = str(row["reliability"])
        return cls(
            called,
            Publishers.of(publishers, sources) if told else None,
            dict(zip(sources["id"], sources["date"], strict=True)) if told else {},
            references,
        )

    def of_table(self, name: str, frame: pd.DataFrame) -> list[Fault]:
        """Return what the rows of a table say against others."""
        rows = _Found(f"data/{name}.csv", "", frame)
        if name == "publishers":
            self._check_names(rows)
        if name == "sources":
            self._check_publishers(rows)
        if name == "claims":
            self._check_claims(rows)
        self._check_evidence(rows)
        return rows.faults

    def of_layer(self, layer: str, file: str, frame: pd.DataFrame) -> list[Fault]:
        """Return what the features of a layer say against the sources that they cite."""
        rows = _Found(file, layer, frame)
        self._check_evidence(rows)
        return rows.faults

    def _check_names(self, rows: _Found) -> None:
        """Check that no two publishers are called the same."""
        for one, name, aliases in rows.values("id", "name", "aliases"):
            for text in (name, *split(aliases)):
                owners = self.publishers.get(_compared(text), {})
                first = next(iter(owners), one)
                if first != one:
                    column = "name" if text == name else "aliases"
                    problem = worded("'{text}' is also a name of '{first}'", text=text, first=first)
                    rows.fault(column, problem, "leave it with one of them")

    def _check_publishers(self, rows: _Found) -> None:
        """Check that each source is of a publisher that is known, and has its letter."""
        if not self.publishers:
            return
        for name, letter in rows.values("publisher", "reliability"):
            found = self.publishers.get(_compared(name))
            if found is None:
                remedy = did_you_mean(name, self.publishers, "add it to data/publishers.csv")
                rows.fault("publisher", worded("names unknown publisher '{name}'", name=name), remedy)
            elif len(found) == 1 and letter not in found.values():
                ((owner, own),) = found.items()
                remedy = f"write {own}, or judge the publisher anew in data/publishers.csv"
                problem = worded(
                    "is {letter}, and its publisher '{owner}' has {own}", letter=letter, owner=owner, own=own
                )
                rows.fault("reliability", problem, remedy)

    def _check_claims(self, rows: _Found) -> None:
        """Check what a claim is about, by whose word, and that none is there twice."""
        rows = rows.standing()
        for scope, place in rows.values("scope", "place"):
            owner = self.references.owners.get(place)
            named = _SCOPES.get(owner or "", "place")
            if owner is not None and scope != named:
                problem = worded(
                    "is {scope}, and '{place}' is a {named}",
                    scope=scope or worded("empty"),
                    place=place,
                    named=named,
                )
                rows.fault("scope", problem, f"write {named}")
        words = {text: self._word_of(text) for text in set(rows.column("claimant"))}
        for (claimant,) in rows.values("claimant"):
            if words[claimant] != _RIGHT:
                rows.fault("claimant", *words[claimant])
        seen: dict[tuple[str, ...], str] = {}
        for claim, *said, sources in rows.values("id", "place", "actor", "claim", "stated_on", "sources"):
            same = (*said, *sorted(split(sources)))
            first = seen.setdefault(same, claim)
            if first != claim:
                problem = worded("says the same as '{first}' from the same sources", first=first)
                rows.fault("sources", problem, "keep one of them, or cite what tells them apart")

    def _word_of(self, claimant: str) -> Advice:
        """Tell what is wrong with by whose word a claim is."""
        actors = self.references.actors
        if actors is None or claimant in actors or claimant == OBSERVED:
            return _RIGHT
        known = [OBSERVED, *actors]
        if claimant.casefold() in known:
            return worded("'{text}' is written otherwise", text=claimant), f"write {claimant.casefold()}"
        # One plain word such as "witnesses" is said in words; with a hyphen, or like an id, it is one.
        if _ONE_WORD.fullmatch(claimant) and ("-" in claimant or closest(claimant, known)):
            otherwise = f"name an actor, write {OBSERVED}, or say in words who said it"
            return worded("names unknown actor '{name}'", name=claimant), did_you_mean(
                claimant, known, otherwise
            )
        return _RIGHT

    def _check_evidence(self, rows: _Found) -> None:
        """Check grades and days against the sources of the row."""
        if self.families is None or "sources" not in rows.frame:
            return
        rows = rows.standing()
        if "credibility" in rows.frame:
            self._check_each(rows, "credibility", self._lone)
        for column in _DATED:
            if column in rows.frame:
                self._check_each(rows, column, self._early)

    def _check_each(self, rows: _Found, column: str, judge: Callable[[str, str], Advice]) -> None:
        """Check the different pairs of value and sources, then name the rows that hold wrong ones."""
        pairs = list(rows.values(column, "sources"))
        wrong = {pair: advice for pair in set(pairs) if (advice := judge(*pair)) != _RIGHT}
        if wrong:
            for pair in rows.values(column, "sources"):
                if pair in wrong:
                    rows.fault(column, *wrong[pair])

    def _lone(self, credibility: str, sources: str) -> Advice:
        """Tell of what is called confirmed and rests on one family."""
        if credibility != CONFIRMED or (cited := self._known(sources)) is None or self.families is None:
            return _RIGHT
        families = self.families.families(cited)
        if len(families) > 1:
            return _RIGHT
        problem = worded(
            "is 1, confirmed by others, and its sources are of one family ({family})", family=families[0]
        )
        return problem, "cite an independent publisher, or write 2"

    def _early(self, day: str, sources: str) -> Advice:
        """Tell of a day that lies after all that is cited for it."""
        if not day or (cited := self._known(sources)) is None:
            return _RIGHT
        dates = [self.dates[source] for source in cited]
        if not all(dates) or not all(is_before(date, day) for date in dates):
            return _RIGHT
        newest = max(dates)
        return worded(
            "{day} lies after its newest source ({newest})", day=day, newest=newest
        ), f"write {newest}, or cite the newer source"

    def _known(self, sources: str) -> tuple[str, ...] | None:
        """Return the sources of a row; None where it cites none or one that is not there."""
        if sources not in self._cited:
            cited = split(sources)
            known = bool(cited) and all(source in self.dates for source in cited)
            self._cited[sources] = cited if known else None
        return self._cited[sources]


@dataclass(slots=True)
class _Found:
    """Rows under inspection, and the faults found in them."""

    file: str
    layer: str
    frame: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    _at: int = 0

    def standing(self) -> _Found:
        """Return the rows that are not retracted, with the same list of faults."""
        if "retracted_on" not in self.frame:
            return self
        return replace(self, frame=self.frame[self.frame["retracted_on"] == ""])

    def column(self, name: str) -> Sequence[str]:
        """Return the texts of a column; "" for none, also where there is no such column."""
        if name not in self.frame:
            return [""] * len(self.frame)
        return ["" if pd.isna(value) else str(value) for value in self.frame[name].tolist()]

    def values(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Yield the texts of some columns, row by row."""
        columns = [self.column(name) for name in names]
        for self._at, values in enumerate(zip(*columns, strict=True)):
            yield values

    def fault(self, column: str, problem: str, remedy: str) -> None:
        """Note a fault in the row whose values were given last."""
        row = self.frame.iloc[self._at]
        label = str(row["id"]) or f"no. {self._at + 1}"
        self.faults.append(Fault(self.file, self.layer, label, column, problem, remedy))


def names_of_publisher(name: str, aliases: str) -> Iterator[str]:
    """Yield what a publisher is called, as two names are compared."""
    yield from dict.fromkeys(map(_compared, (name, *split(aliases))))


def _compared(name: str) -> str:
    """Return a name as two are compared: capitals and blanks do not tell publishers apart."""
    return " ".join(name.casefold().split())
