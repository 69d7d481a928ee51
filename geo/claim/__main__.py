"""`python -m geo.claim`: add a claim, an event or a source, by answers, by options or from a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from geo.access import everybody
from geo.claim.asking import Read, asked, confirmed
from geo.claim.candidates import FIELDS, Candidate, Kind, candidate, lacking, read_candidates
from geo.claim.drafting import Draft
from geo.claim.proposing import Desk, Proposal
from geo.claim.said import day_of, said, with_new
from geo.errors import GeoError
from geo.settings import Settings
from geo.store import open_store
from geo.view.options import Options
from geo.view.parts import refuse

_CHOICES = {
    "scope": ("claims", "scope"), "claim": ("claims", "claim"), "kind": ("sources", "kind"),
    "new_publisher": ("publishers", "kind"), "reliability": ("claims", "reliability"),
    "credibility": ("claims", "credibility"), "marking": ("claims", "marking"),
}  # fmt: skip
"""Where the closed list of a field is declared: table and column."""


def main(arguments: Sequence[str] | None = None, read: Read | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    read : callable, optional
        Asks a question; default: `input` where somebody sits at a terminal, and nobody otherwise.

    Returns
    -------
    int
        0 when everything is written (or would be), 1 when rows have faults, 2 when something is missing.
    """
    if read is None and sys.stdin.isatty():
        read = input
    try:
        return _run(sys.argv[1:] if arguments is None else arguments, read)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\nnothing is written", file=sys.stderr)
        return 2


def _run(arguments: Sequence[str], read: Read | None) -> int:
    given, faults = _options().read(arguments)
    kind: Kind = "event" if given.event else "source" if given.source else "claim"
    told = {
        one.name: text for fields in FIELDS.values() for one in fields if (text := getattr(given, one.name))
    }
    faults += _odd(kind, told, given.event and given.source, given.csv, given.partial)
    refuse(faults)
    settings = Settings.from_env()
    candidates = read_candidates(given.csv, kind) if given.csv else [candidate(kind, told)]
    if not given.csv and read is None and not told:
        refuse([f"{name}: is missing; tell --{name.replace('_', '-')}" for name in lacking(candidates[0])])
    desk = Desk.of(open_store(settings), settings.layers_dir, everybody(settings))
    today = datetime.now(tz=UTC).date()
    asks = read if not given.csv and read and _needs(candidates[0], desk) else None
    if asks:
        draft = Draft(desk.names, desk.store.tables()[0], today)
        candidates = [asked(candidates[0], desk.names, _choices(desk), draft.is_known, asks)]
    proposal = desk.proposed(candidates, today)
    if not given.csv or not proposal.faults or given.partial:
        _show(desk, proposal, today.isoformat())
    for fault in proposal.faults:
        print(fault, file=sys.stderr)
    if not proposal.rows or (proposal.faults and not given.partial):
        wrong = len({fault.feature for fault in proposal.faults})
        print(f"nothing is written: {wrong} of {len(candidates)} cannot be added", file=sys.stderr)
        return 1 if proposal.faults else 0
    if given.dry_run or (asks and not confirmed("Write it?", asks)):
        print("nothing is written")
    else:
        desk.write(proposal)
        print(f"written: {_counted(proposal)}")
    return 1 if proposal.faults else 0


def _odd(kind: Kind, told: dict[str, str], both: bool, file: Path | None, partial: bool) -> list[str]:
    """Return what options say that do not go together."""
    own = {one.name for one in FIELDS[kind]}
    faults = [
        f"--{name.replace('_', '-')} says nothing of a {kind}; leave it out"
        for name in told
        if name not in own
    ]
    if both:
        faults.append("--event and --source are given; give one of them")
    if file and told:
        faults.append("--csv tells everything; leave out --" + ", --".join(told).replace("_", "-"))
    if partial and not file:
        faults.append("--partial is for --csv; leave it out")
    return faults


def _needs(one: Candidate, desk: Desk) -> bool:
    """Tell whether something that must be told is not, so that it is asked for."""
    addresses = set(desk.evidence.tables["sources"]["url"])
    return bool(lacking(one, [one["url"]] if one["url"] in addresses else []))


def _choices(desk: Desk) -> dict[str, tuple[str, ...]]:
    tables, _ = desk.store.tables()
    choices = {
        name: next(one.values for one in tables[table].columns if one.name == column)
        for name, (table, column) in _CHOICES.items()
    }
    classes = (tuple(layer.classes) for layer in desk.evidence.catalog.values() if layer.derive == "events")
    return choices | {"class": next(classes, ())}


def _show(desk: Desk, proposal: Proposal, today: str) -> None:
    """Print what is said already, what would be added, and what would then be said."""
    tables = desk.seen.inputs().tables
    claims = tables["claims"]
    new = proposal.draft.rows["claims"]
    for row in new:
        print("Said so far:", *said(row["place"], day_of(row, today), claims, tables), sep="\n  ")
    for note in proposal.draft.notes:
        print(f"Note: {note}")
    for table, rows in proposal.rows.items():
        print(f"To add to data/{table}.csv:")
        for added in rows:
            print(f"  {'; '.join(text for name, text in added.items() if text and name not in _UNTOLD)}")
    claims = with_new(claims, new)
    for row in new:
        print("Then:", *said(row["place"], day_of(row, today), claims, tables)[:1], sep="\n  ")


_UNTOLD = frozenset({"recorded_on", "retracted_on", "marking"})


def _counted(proposal: Proposal) -> str:
    told = []
    for table, rows in proposal.rows.items():
        told.append(f"{len(rows)} {table if len(rows) != 1 else table.removesuffix('s')}")
    return ", ".join(told)


def _options() -> Options:
    options = Options(
        "python -m geo.claim",
        "Add a claim, an event or a source. On a terminal, what is not told as options is asked for. "
        "The whole check is run on the result before anything is written.",
    )
    options.flag("--event", "add an event instead of a claim")
    options.flag("--source", "add a source alone")
    options.path(
        "--csv", "add what this file tells, a row each; its columns are the options below with _ for -"
    )
    options.flag("--partial", "of a file, write the rows that are right although others are not")
    options.flag("--dry-run", "say what would be written, and write nothing")
    known: set[str] = set()
    for fields in FIELDS.values():
        for one in fields:
            if one.name not in known:
                options.value(one.option, dest=one.name, help=one.help, default="")
                known.add(one.name)
    return options


if __name__ == "__main__":
    sys.exit(main())
