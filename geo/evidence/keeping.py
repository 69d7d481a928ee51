"""What is used after files have changed: the new evidence, or the last good version of what is at fault now.

Half-written files, links that lead nowhere and slips of the pen take nothing out that was there before. The
last good version of the files at fault stays in use, and where those do not go with the others, that of all.
The faults are those of the files as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from geo.catalog import read_declarations
from geo.evidence.holding import Evidence
from geo.evidence.loading import load
from geo.faults import Fault, fault_table
from geo.files import Content
from geo.language import worded
from geo.model import LARGE_SUFFIX, MARKINGS
from geo.store import EditableStore, Store


@dataclass(frozen=True, slots=True)
class InUse:
    """The evidence in use.

    Attributes
    ----------
    stamp : hashable
        Of the files when they were looked at last.
    good : mapping of str to bytes
        What is in use of each file without a fault, by its path below the root.
    """

    evidence: Evidence
    stamp: Hashable
    good: Mapping[str, bytes]


def first_read(store: Store, layers_dir: Path, stamp: Hashable) -> InUse:
    """Return the evidence as it stands, with whatever is wrong taken out."""
    declarations = read_declarations(layers_dir)
    evidence = load(store, layers_dir, declarations=declarations)
    return _taken(None, evidence, store, declarations, stamp)


def read_again(before: InUse, store: Store, layers_dir: Path, stamp: Hashable) -> InUse:
    """Return what is used now that the files are others than `before`."""
    declarations = read_declarations(layers_dir)
    now = load(store, layers_dir, declarations=declarations)
    if not _spoils(before, now):
        return _taken(before, now, store, declarations, stamp)
    contents = _contents(store, declarations)
    last = _worse(before, now, contents)
    if isinstance(store, EditableStore) and last:
        mixed = store.reading(_below(last, "data"))
        declared: dict[str, Content] = {**declarations, **_below(last, "layers")}
        tried = load(mixed, layers_dir, declarations=declared)
        if not _spoils(before, tried):
            taken = _taken(before, tried, mixed, declared, stamp)
            held, faults = _told(last, now, contents)
            return replace(taken, evidence=replace(taken.evidence, faults=faults, held=held))
    changed = [name for name, content in before.good.items() if contents.get(name) != content]
    held, faults = _told(changed, now, contents)
    return _stayed(before, faults, held, stamp)


def without_folder(before: InUse, fault: Fault) -> InUse:
    """Return what is used while the whole folder is gone."""
    return _stayed(before, fault_table([fault]), {fault.file: fault.problem}, fault)


def _taken(
    before: InUse | None,
    evidence: Evidence,
    store: Store,
    declarations: Mapping[str, Content],
    stamp: Hashable,
) -> InUse:
    """Return evidence as what is in use; where it is that of before, with all that was computed of it."""
    wrong = set(evidence.faults["file"])
    good = {
        name: content
        for name, content in _contents(store, declarations).items()
        if isinstance(content, bytes) and name not in wrong
    }
    if before and before.evidence.version == evidence.version:
        evidence = replace(before.evidence, faults=evidence.faults, held={})
    return InUse(evidence, stamp, good)


def _stayed(before: InUse, faults: pd.DataFrame, held: Mapping[str, str], stamp: Hashable) -> InUse:
    return replace(before, stamp=stamp, evidence=replace(before.evidence, faults=faults, held=held))


def _contents(store: Store, declarations: Mapping[str, Content]) -> dict[str, Content]:
    """Return what each file holds, by its path below the root."""
    contents = {f"layers/{name}": content for name, content in declarations.items()}
    if isinstance(store, EditableStore):
        # The data of a large layer are not held in memory, so no last good version of them is kept.
        contents |= {
            f"data/{name}": store.content(name) for name in store.names() if not name.endswith(LARGE_SUFFIX)
        }
    return contents


def _spoils(before: InUse, now: Evidence) -> bool:
    """Tell whether a file is at fault that was good; what goes without a fault is taken away on purpose."""
    return not before.good.keys().isdisjoint(now.faults["file"])


def _worse(before: InUse, now: Evidence, contents: Mapping[str, Content]) -> dict[str, bytes]:
    """Return what was good of the files that are at fault or gone."""
    wrong = set(now.faults["file"])
    return {
        name: content
        for name, content in before.good.items()
        if (name in wrong or name not in contents) and contents.get(name) != content
    }


def _below(contents: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {name.removeprefix(start): content for name, content in contents.items() if name.startswith(start)}


def _told(
    files: Iterable[str], now: Evidence, contents: Mapping[str, Content]
) -> tuple[dict[str, str], pd.DataFrame]:
    """Return why files are not in use, and the faults, as everybody may be told: nothing of marked rows."""
    open_to_all = now.cleared(MARKINGS[0])
    wrong = set(now.faults["file"])
    return {name: _why(name, open_to_all, contents, wrong) for name in files}, open_to_all.faults


def _why(file: str, now: Evidence, contents: Mapping[str, Content], wrong: Collection[str]) -> str:
    """Return what is wrong with a file, in a few words."""
    problems = now.faults.loc[now.faults["file"] == file, "problem"].tolist()
    if problems:
        problem: str = problems[0]
        return problem
    if file in wrong:
        return worded("python -m geo.check says what is wrong with it")
    return worded("others do not go with it") if file in contents else worded("the file is missing")
