"""Candidates -> what would be added, judged by the whole check before anything is written."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from geo.access import Principal
from geo.claim.candidates import Candidate
from geo.claim.drafting import Draft
from geo.errors import GeoError
from geo.evidence import Evidence, load
from geo.evidence.resolving import Names
from geo.faults import Fault
from geo.store import EditableStore, Row

_NEEDED = ("publishers", "sources", "actors", "claims", "events")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be added, and what cannot be.

    Attributes
    ----------
    draft : Draft
        The rows of the candidates without a fault.
    faults : list of Fault
        What is wrong with the others; `feature` is the label of the candidate.
    """

    draft: Draft
    faults: list[Fault]

    @property
    def rows(self) -> dict[str, Sequence[Row]]:
        """Rows by table, in the order of writing; only tables that get some."""
        return {name: rows for name, rows in self.draft.rows.items() if rows}


@dataclass(frozen=True, slots=True)
class Desk:
    """The evidence that is added to.

    Attributes
    ----------
    principal : Principal
        Who adds: what is already said is told as far as they may see it. Everything is checked all the same.
    since : hashable
        Stamp of the data when they were read.
    """

    store: EditableStore
    layers_dir: Path
    evidence: Evidence
    names: Names
    since: object
    principal: Principal

    @property
    def seen(self) -> Evidence:
        """The evidence as far as whoever adds may see it."""
        return self.evidence.cleared(self.principal.clearance)

    @classmethod
    def of(cls, store: EditableStore, layers_dir: Path, principal: Principal) -> Desk:
        """Return a desk for the evidence as it stands.

        Raises
        ------
        GeoError
            When a table that is needed is out.
        """
        since = store.stamp()
        evidence = load(store, layers_dir)
        missing = [f"data/{name}.csv is not declared" for name in _NEEDED if name not in evidence.tables]
        out = [
            f"data/{name}.csv is out: {evidence.broken_tables[name]}"
            for name in _NEEDED
            if name in evidence.broken_tables
        ]
        if missing or out:
            raise GeoError(
                "\n".join([*missing, *out, "put that right first; `python -m geo.check` says how"])
            )
        return cls(store, layers_dir, evidence, Names.of(evidence), since, principal)

    def proposed(self, candidates: Sequence[Candidate], today: date) -> Proposal:
        """Return the rows of all candidates that are right, and what is wrong with the others."""
        tables, _ = self.store.tables()
        left, faults = list(candidates), []
        while True:
            draft = Draft(self.names, tables, today)
            kept = []
            for one in left:
                wrong = draft.add(one)
                faults += wrong
                kept += [] if wrong else [one]
            found = self._judged(draft) if any(draft.rows.values()) else []
            faults += found
            left = [one for one in kept if one.label not in {fault.feature for fault in found}]
            if not found:
                return Proposal(draft, faults)

    def write(self, proposal: Proposal) -> None:
        """Write what is proposed.

        Raises
        ------
        GeoError
            When the data have changed since they were read, or a file cannot be written.
        """
        self.store.write_tables(proposal.rows, since=self.since)

    def _judged(self, draft: Draft) -> list[Fault]:
        """Return what the whole check says of the result and not of the data as they are, by candidate."""
        rows = {name: made for name, made in draft.rows.items() if made}
        with tempfile.TemporaryDirectory() as folder:
            after = load(self.store.trial(rows, Path(folder)), self.layers_dir)
            faults = [replace(fault, file=fault.file.replace(folder, "data")) for fault in _faults(after)]
        new = list((Counter(faults) - Counter(_faults(self.evidence))).elements())
        own = [
            fault for fault in new if fault.column != "derive"
        ] or new  # what follows from others says less
        return [
            replace(fault, feature=label, problem=f"{fault.feature}: {fault.problem}")
            for fault in own
            for label in self._owners(fault, draft)
        ]

    def _owners(self, fault: Fault, draft: Draft) -> list[str]:
        """Return whose rows a fault is about: everybody's where that cannot be told."""
        table = Path(fault.file).stem
        owners: Mapping[tuple[str, str], list[str]] = draft.owners
        everybody = dict.fromkeys(label for labels in owners.values() for label in labels)
        return owners.get((table, fault.feature)) or list(everybody)


def _faults(evidence: Evidence) -> list[Fault]:
    return [Fault(*map(str, row)) for row in evidence.faults.itertuples(index=False)]
