"""Feeds: tables that somebody's own tools refresh become layers, row by row, whenever they change.

A feed is declared in `feeds/<layer>.toml` of a data root. Its rows are appended by id to what was read
before; what cannot be read leaves the layer as it was.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.files import stamp_of
from geo.ingest.files.formats import FORMATS, MOST_ROWS
from geo.ingest.files.reading import Raw, read_file
from geo.ingest.files.unpacking import Refused
from geo.ingest.large.blocks import Block, blocks_of, may_be_large, taken_apart
from geo.ingest.large.making import made_large
from geo.ingest.large.pool import in_turn, pool
from geo.ingest.rows.drafting import drafted
from geo.ingest.rows.roles import Roles, proposed
from geo.ingest.rows.settling import Wishes, World
from geo.ingest.surroundings import world_of
from geo.ingest.writing import source_row, write_large_layer, write_layer
from geo.model import LARGE_SUFFIX, MARKINGS, OWN_GROUP, Extent, marking_of
from geo.store import made_beside
from geo.store.large import merged, write_texts

FOLDER: Final = "feeds"
STAYS: Final = "what was read before stays in use: "
"""What is said first of a feed that cannot be read."""
RECORDED: Final = "recorded_on (feed)"
"""The column of what is kept that says on which day a row was read first."""
_ID: Final = "id (feed)"
"""The column of what is kept that a row is known by."""
_KEPT: Final = "kept"
_KEYS: Final[Mapping[str, type]] = {
    "path": str, "title": str, "columns": dict, "crs": str, "days": str, "precision": int, "lasts": int,
    "marking": str, "extent": list, "sheet": str, "encoding": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feed:
    """One declared feed.

    Attributes
    ----------
    path : Path
        A file, or a folder whose files are read in the order of their names.
    roles : mapping of str to str
        Header by role, beside what headers say themselves.
    """

    wishes: Wishes
    path: Path
    roles: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""

    @classmethod
    def read(cls, declaration: Path) -> Feed:
        """Return what a file declares; raises GeoError with everything that is wrong with it."""
        try:
            told = tomllib.loads(declaration.read_text(encoding="utf-8"))["feed"]
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
            raise GeoError(
                f"{declaration.name}: cannot be read: {error}; write a table [feed] in it"
            ) from error
        faults = [f"there is no key '{key}'; keys are {', '.join(_KEYS)}" for key in told if key not in _KEYS]
        faults += [
            f"{key}: is no {kind.__name__}; correct it"
            for key, kind in _KEYS.items()
            if key in told and type(told[key]) is not kind
        ]
        faults += [] if told.get("path") else ["path: is missing; name a file or folder"]
        marking = marking_of(str(told.get("marking", MARKINGS[0])))
        faults += [] if marking in MARKINGS else [f"marking: write one of {', '.join(MARKINGS)}"]
        if faults:
            raise GeoError("\n".join(f"{declaration.name}: {fault}" for fault in faults))
        given: dict[str, Any] = {
            name: told[name] for name in ("title", "crs", "days", "lasts") if name in told
        }
        given |= {"precision_m": told["precision"]} if "precision" in told else {}
        given |= {"extent": _extent(told["extent"])} if "extent" in told else {}
        return cls(
            Wishes(declaration.stem, marking=marking, **given),
            declaration.parent.parent / told["path"],
            told.get("columns", {}),
            told.get("sheet", ""),
            told.get("encoding", ""),
        )

    def files(self) -> list[Path]:
        """Return the files to read, by name."""
        if not self.path.is_dir():
            return [self.path]
        return sorted(
            one for one in self.path.iterdir() if one.suffix.lower() in FORMATS and one.name[0] != "."
        )

    def stamp(self) -> Hashable:
        """Return what tells one state of its files from another."""
        return tuple((str(one), stamp_of(one)) for one in self.files())


def _extent(parts: list[Any]) -> Extent:
    west, south, east, north = (float(part) for part in parts)
    return west, south, east, north


class Feeds:
    """The feeds of a data root.

    Parameters
    ----------
    evidence : callable
        Returns the evidence of that root as it is now; None where it has not been read yet.
    apart : callable, optional
        Has a feed of many rows read by somebody else, who is told its layer; returns what came of it.
    """

    def __init__(
        self, root: Path, evidence: Callable[[], Evidence | None], apart: Callable[[str], str] | None = None
    ) -> None:
        self._root = root
        self._evidence = evidence
        self._apart = apart
        self._seen: dict[str, Hashable] = {}
        self._taken: dict[str, Hashable] = {}

    def look(self, only: str = "", *, at_once: bool = False) -> dict[str, str]:
        """Read what has changed, and return by layer what came of it.

        Parameters
        ----------
        only : str, optional
            The one layer to look at; default: all.
        at_once : bool
            Also what may still be being written: whoever runs a command knows that it is whole.
        """
        told: dict[str, str] = {}
        evidence = self._evidence()
        if evidence is None:
            return told
        for declaration in sorted((self._root / FOLDER).glob(f"{only or '*'}.toml")):
            name = declaration.stem
            try:
                feed = Feed.read(declaration)
                stamp = (stamp_of(declaration), feed.stamp())
                steady, self._seen[name] = self._seen.get(name) == stamp, stamp
                if self._taken.get(name) == stamp or not (steady or at_once):
                    continue
                self._taken[name] = stamp  # not tried again until something changes
                told[name] = self._take(feed, evidence)
            except (GeoError, OSError, ValueError) as error:
                told[name] = f"{STAYS}{error}"
        return told

    def _take(self, feed: Feed, evidence: Evidence) -> str:
        layer = feed.wishes.layer
        known = evidence.catalog.get(layer)
        if known and known.group != OWN_GROUP:
            raise GeoError(f"'{layer}' is a layer of the evidence; call the feed otherwise")
        kept = self._root / FOLDER / _KEPT / f"{layer}.csv"
        # Of names and positions only what everybody may see who may see the layer.
        world = world_of(evidence.cleared(feed.wishes.marking))
        kept.parent.mkdir(exist_ok=True)
        wishes = replace(feed.wishes, recorded=RECORDED)
        found = self._rows(feed, kept, world.today.isoformat())
        if found is None:
            return self._apart(layer) if self._apart else self._take_large(feed, kept, wishes, world)
        columns, new, roles = found
        own = {name: texts for name, texts in columns.items() if name != _ID}
        draft = drafted(Raw(own), roles, wishes, world, feed.path.name)
        source = source_row(layer, draft.layer.title, world.today, feed.path.name)
        larger = f"data/{layer}{LARGE_SUFFIX}"  # which it may replace, where somebody began anew
        write_layer(draft, self._root, source, {self._name(kept): _text(columns), larger: None})
        aside = f", {draft.set_aside} set aside: {draft.aside[0]}" if draft.aside else ""
        return f"{new} new, {len(draft.features)} in all{aside}"

    def _take_large(self, feed: Feed, kept: Path, wishes: Wishes, world: World) -> str:
        """Make a large layer of many rows, piece by piece: they are never in memory together."""
        known = kept.with_suffix(LARGE_SUFFIX)
        with made_beside(self._root / "data") as work:
            parts, roles, before = self._parts(feed, kept, work, world.today.isoformat())
            now = work / "kept.parquet"
            rows = merged(parts, roles.get("id"), RECORDED, now)
            blocks = blocks_of(now)
            with pool() if len(blocks) > 1 else in_turn() as engine, made_large(
                blocks, roles=roles, wishes=wishes, world=world, file=feed.path.name, engine=engine,
                home=work / "making", say=lambda _: None,
            ) as made:  # fmt: skip
                source = source_row(made.layer.id, made.layer.title, world.today, feed.path.name)
                beside = {self._name(known): now, self._name(kept): None}
                write_large_layer(made.data, made.layer, made.toml, self._root, source, beside)
                faults = made.report.faults
                aside = f", {made.report.aside} set aside: {faults[0]}" if faults else ""
                return f"{rows - before} new, {made.rows} in all{aside}"

    def _parts(self, feed: Feed, kept: Path, work: Path, today: str) -> tuple[list[Path], Roles, int]:
        """Return what was kept and what is read now, what columns are for, and how many rows were kept."""
        known, numbers = kept.with_suffix(LARGE_SUFFIX), count(1)
        parts = [known] if known.is_file() else []
        before = sum(block.count() for block in blocks_of(known)) if parts else 0

        def part(columns: Mapping[str, list[str]]) -> None:
            number = next(numbers)
            parts.append(work / f"{number:06}.part")
            write_texts(columns, parts[-1], number)

        if not parts and kept.is_file():
            for block in blocks_of(kept, "UTF-8"):
                raw = block.read()
                before += len(raw)
                part({name: texts for name, texts in raw.columns.items() if name != _ID})
        roles = Roles({})
        for file in feed.files():
            with (
                _named(file),
                taken_apart(file, work / "apart", sheet=feed.sheet, encoding=feed.encoding) as found,
            ):
                for raw in (found,) if isinstance(found, Raw) else map(Block.read, found):
                    meant = _roles(raw, feed)
                    if roles.get("id") and meant.get("id") != roles.get("id"):
                        raise Refused("calls its id otherwise; bring the files into one form")
                    roles = meant
                    if not all(raw.columns[roles.get("id")]):
                        raise Refused("a row has no id; give it one")
                    part({**raw.columns, RECORDED: [today] * len(raw)})
        return parts, roles, before

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _rows(self, feed: Feed, kept: Path, today: str) -> tuple[dict[str, list[str]], int, Roles] | None:
        """Return all rows by column, those kept and those read now, and how many are new; None = too many."""
        if kept.with_suffix(LARGE_SUFFIX).is_file() or any(
            may_be_large(file) and file.suffix.lower() != ".xlsx" for file in feed.files()
        ):
            return None
        rows: dict[str, dict[str, str]] = {}
        if kept.is_file():
            for row in csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8"), newline="")):
                rows[row[_ID]] = row
        before = len(rows)
        headers: dict[str, None] = {}
        roles = Roles({})
        for file in feed.files():
            with _named(file):
                raw = read_file(file, sheet=feed.sheet, encoding=feed.encoding)
                roles = _roles(raw, feed)
                headers |= dict.fromkeys(raw.columns)
                for row in _each(raw):
                    key = row[roles.get("id")]
                    if not key:
                        raise Refused("a row has no id; give it one")
                    first = rows[key][RECORDED] if key in rows else today
                    rows[key] = {**row, _ID: key, RECORDED: first}
            if len(rows) > MOST_ROWS:
                return None
        headers |= dict.fromkeys(name for row in rows.values() for name in row)
        ordered = [rows[key] for key in sorted(rows)]
        return {name: [row.get(name) or "" for row in ordered] for name in headers}, len(rows) - before, roles


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Say of which file a refusal is."""
    try:
        yield
    except Refused as refused:
        raise Refused(f"{file.name}: {refused}") from refused


def _roles(raw: Raw, feed: Feed) -> Roles:
    """Return what the columns of a file are for; raises Refused where it cannot be a part of a feed."""
    if raw.shapes is not None or raw.odd:
        why = raw.odd[0][1] if raw.odd else "holds shapes"
        raise Refused(f"{why}; a feed is a whole table")
    roles = proposed(list(raw.columns), feed.roles)
    if not roles.get("id"):
        raise Refused("no column tells an id; name it: columns = { id = ... }")
    return roles


def _each(raw: Raw) -> Iterator[dict[str, str]]:
    for texts in zip(*raw.columns.values(), strict=True):
        yield dict(zip(raw.columns, texts, strict=True))


def _text(columns: Mapping[str, list[str]]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows(zip(*columns.values(), strict=True))
    return stream.getvalue()
