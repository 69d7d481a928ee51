"""Feeds: tables that somebody's own tools refresh become layers, row by row, whenever they change.

A feed is declared in `feeds/<layer>.toml` of a data root. Its rows are appended by id to what was read
before; what cannot be read leaves the layer as it was.
"""

from __future__ import annotations

import csv
import io
import logging
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from geo.errors import GeoError
from geo.evidence import Evidence, read_last
from geo.files import stamp_of
from geo.ingest.drafting import drafted
from geo.ingest.files.formats import FORMATS
from geo.ingest.files.reading import Raw, read_file
from geo.ingest.files.unpacking import Refused
from geo.ingest.roles import Roles, proposed
from geo.ingest.settling import Wishes
from geo.ingest.surroundings import world_of
from geo.ingest.writing import source_row, write_layer
from geo.model import MARKINGS, OWN_GROUP, Extent, marking_of
from geo.settings import Settings

FOLDER: Final = "feeds"
STAYS: Final = "what was read before stays in use: "
"""What is said first of a feed that cannot be read."""
EVERY: Final = 5.0
"""Seconds between two looks; what is read has not changed for as long."""
RECORDED: Final = "recorded_on (feed)"
"""The column of what is kept that says on which day a row was read first."""
_ID: Final = "id (feed)"
"""The column of what is kept that a row is known by."""
_KEPT: Final = "kept"
_LOG = logging.getLogger(__name__)
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
    """

    def __init__(self, root: Path, evidence: Callable[[], Evidence | None]) -> None:
        self._root = root
        self._evidence = evidence
        self._seen: dict[str, Hashable] = {}
        self._taken: dict[str, Hashable] = {}

    def look(self, *, at_once: bool = False) -> dict[str, str]:
        """Read what has changed, and return by layer what came of it.

        Parameters
        ----------
        at_once : bool
            Also what may still be being written: whoever runs a command knows that it is whole.
        """
        told: dict[str, str] = {}
        evidence = self._evidence()
        if evidence is None:
            return told
        for declaration in sorted((self._root / FOLDER).glob("*.toml")):
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
        columns, new, roles = self._rows(feed, kept, world.today.isoformat())
        own = {name: texts for name, texts in columns.items() if name not in (_ID, RECORDED)}
        wishes = replace(feed.wishes, recorded=tuple(columns[RECORDED]))
        draft = drafted(Raw(own), roles, wishes, world, feed.path.name)
        kept.parent.mkdir(exist_ok=True)
        source = source_row(layer, draft.layer.title, world.today, feed.path.name)
        write_layer(draft, self._root, source, {kept.relative_to(self._root).as_posix(): _text(columns)})
        aside = f", {draft.set_aside} set aside: {draft.aside[0]}" if draft.aside else ""
        return f"{new} new, {len(draft.features)} in all{aside}"

    def _rows(self, feed: Feed, kept: Path, today: str) -> tuple[dict[str, list[str]], int, Roles]:
        """Return all rows by column, those kept and those read now, and how many are new."""
        rows: dict[str, dict[str, str]] = {}
        if kept.is_file():
            for row in csv.DictReader(io.StringIO(kept.read_text(encoding="utf-8"), newline="")):
                rows[row[_ID]] = row
        before = len(rows)
        headers: dict[str, None] = {}
        roles = Roles({})
        for file in feed.files():
            raw = read_file(file, sheet=feed.sheet, encoding=feed.encoding)
            if raw.shapes is not None or raw.odd:
                why = raw.odd[0][1] if raw.odd else "holds shapes"
                raise Refused(f"{file.name}: {why}; a feed is a whole table")
            roles = proposed(list(raw.columns), feed.roles)
            if not roles.get("id"):
                raise Refused(f"{file.name}: no column tells an id; name it: columns = {{ id = ... }}")
            headers |= dict.fromkeys(raw.columns)
            for row in _each(raw):
                key = row[roles.get("id")]
                if not key:
                    raise Refused(f"{file.name}: a row has no id; give it one")
                first = rows[key][RECORDED] if key in rows else today
                rows[key] = {**row, _ID: key, RECORDED: first}
        headers |= dict.fromkeys(name for row in rows.values() for name in row)
        ordered = [rows[key] for key in sorted(rows)]
        return {name: [row.get(name) or "" for row in ordered] for name in headers}, len(rows) - before, roles


def _each(raw: Raw) -> Iterator[dict[str, str]]:
    for texts in zip(*raw.columns.values(), strict=True):
        yield dict(zip(raw.columns, texts, strict=True))


def _text(columns: Mapping[str, list[str]]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows(zip(*columns.values(), strict=True))
    return stream.getvalue()


def watch_feeds(settings: Settings) -> Event:
    """Look after the feeds of this server from now on, in a thread; returns what ends it when it is set."""
    stop = Event()
    feeds = Feeds(settings.root, lambda: read_last(settings))

    def look() -> None:
        while not stop.wait(EVERY):
            for name, said in feeds.look().items():
                _LOG.info("feed %s: %s", name, said)

    Thread(target=look, name="feeds", daemon=True).start()
    return stop
