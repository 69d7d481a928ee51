"""Own layers of the users of a server: each in a folder that one token opens, for some weeks."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import time
import zipfile
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, Final

import geopandas as gpd
import pandas as pd
from cachetools import LRUCache

from geo.catalog import Catalog, read_catalog
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.evidence.remembering import Memo, Portion
from geo.files import stamps_of
from geo.ingest.large.making import Made
from geo.ingest.rows.drafting import Draft
from geo.ingest.writing import PUBLISHER, files_of
from geo.language import worded
from geo.model import MARKINGS, Layer, strictness
from geo.replacing import write_all
from geo.settings import Settings
from geo.store import LargeLayer, Store, made_beside, open_store
from geo.store.writing import alone

COOKIE: Final = "libya_own"
"""The cookie that holds a token."""
DAYS: Final = 30
"""That own layers are kept after somebody has looked at them last."""
MOST_LAYERS: Final = 20
MOST_BYTES: Final = 100_000_000
"""Of one user."""
MOST_ALL: Final = 4_000_000_000
"""Bytes of all users."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_SOURCE: Final = "source.json"
_SECONDS_A_DAY: Final = 86_400
_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Own:
    """One own layer as its user is told of it."""

    id: str
    title: str
    features: int
    bytes: int


class Shelf:
    """The own layers of all users below one folder.

    Parameters
    ----------
    folder : Path
        Made when the first layer is put there. Folders in it are called by a hash of their token, so that
        whoever lists them cannot open one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._joining = Lock()
        self._forget()

    def _forget(self) -> None:
        """Keep nothing of what was read and computed; all users share one room for it."""
        self._joined: LRUCache[tuple[Hashable, ...], Evidence] = LRUCache(_KEPT)
        self._memo = Memo()

    def token(self, given: str) -> str:
        """Return a token that opens something: the one given, or a new one where it opens nothing."""
        return given if self._home(given) is not None else secrets.token_urlsafe(32)

    def layers(self, token: str) -> list[Own]:
        """Return the own layers behind a token, by id."""
        home = self._home(token)
        if home is None:
            return []
        catalog, _ = read_catalog(home / "layers")
        store = open_store(home)
        return [
            Own(one.id, one.title, _count(store, one), (home / "data" / one.data).stat().st_size)
            for one in sorted(catalog.values(), key=lambda layer: layer.id)
        ]

    @contextmanager
    def workroom(self) -> Iterator[Path]:
        """Yield a folder in which the data of a large layer are made; it goes afterwards."""
        with made_beside(self._folder) as folder:
            yield folder

    def put(self, token: str, draft: Draft | Made, source: dict[str, str]) -> None:
        """Keep a layer.

        Raises
        ------
        GeoError
            When there is no room for it.
        """
        self._forget_old()
        home = self._folder / _name(token)
        made = draft.data if isinstance(draft, Made) else None
        texts = {f"layers/{draft.layer.id}.toml": draft.toml} if isinstance(draft, Made) else files_of(draft)
        files = {home / path: text.encode() for path, text in texts.items()}
        files[home / "data" / f"{draft.layer.id}.{_SOURCE}"] = json.dumps(source).encode()
        size = sum(map(len, files.values())) + (made.stat().st_size if made else 0)
        for folder in (home / "layers", home / "data"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(home):
            if len(list((home / "layers").glob("*.toml"))) >= MOST_LAYERS:
                raise GeoError(worded("{n} own layers are kept; delete one first", n=MOST_LAYERS))
            if _size(home) + size > MOST_BYTES:
                raise GeoError(
                    worded("own layers take {n} MB at most; delete one first", n=MOST_BYTES // 1_000_000)
                )
            if sum(map(_size, self._homes())) + size > MOST_ALL:
                raise GeoError(
                    worded("this server has no room for more own layers; try again on another day")
                )
            if made:
                made.replace(home / "data" / draft.layer.data)  # before what declares it
            write_all(files)

    def remove(self, token: str, layer: str) -> bool:
        """Delete a layer without a trace, and tell whether it was there."""
        home = self._home(token)
        known = home is not None and layer in {one.id for one in self.layers(token)}
        if home is None or not known:
            return False
        with alone(home):
            (home / "layers" / f"{layer}.toml").unlink(missing_ok=True)
            for left in (home / "data").glob(f"{layer}.*"):
                left.unlink()
        if not any((home / "layers").iterdir()):
            shutil.rmtree(home)
        with self._joining:
            self._forget()
        return True

    def archive(self, token: str, layer: str, into: IO[bytes]) -> None:
        """Write a layer as the files of a data root, zipped: declaration, data, and the rows that they cite.

        Raises
        ------
        GeoError
            When there is no such layer.
        """
        home = self._home(token)
        if home is None or layer not in {one.id for one in self.layers(token)}:
            raise GeoError(worded("there is no own layer '{id}'; it may have been deleted", id=layer[:40]))
        source = json.loads((home / "data" / f"{layer}.{_SOURCE}").read_text(encoding="utf-8"))
        data = read_catalog(home / "layers")[0][layer].data
        readme = (
            f"layers/{layer}.toml and data/{data} are a layer of the map.\n"
            "Put them into a data root, and these rows into data/publishers.csv and data/sources.csv:\n\n"
            f"{json.dumps([PUBLISHER, source], ensure_ascii=False, indent=1)}\n"
        )
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
            file.write(home / "layers" / f"{layer}.toml", f"layers/{layer}.toml")
            file.write(home / "data" / data, f"data/{data}")
            file.writestr("README.txt", readme)

    def joined(self, evidence: Evidence, token: str) -> Evidence:
        """Return the evidence with the own layers behind a token; itself where there are none."""
        home = self._home(token)
        if home is None:
            return evidence
        if time.time() - home.stat().st_mtime > _SECONDS_A_DAY:
            os.utime(home)  # somebody still looks at them
        key = (evidence.version, home.name, stamps_of(home))
        with self._joining:
            if key not in self._joined:
                for old in [one for one in self._joined if one[0] != evidence.version]:
                    del self._joined[old]  # with what was computed of the data before
                self._joined[key] = _joined(evidence, home, repr(key), self._memo)
            return self._joined[key]

    def _home(self, token: str) -> Path | None:
        """Return the folder that a token opens, None where there is none."""
        if not _TOKEN.fullmatch(token):
            return None
        home = self._folder / _name(token)
        return home if (home / "layers").is_dir() else None

    def _homes(self) -> list[Path]:
        """Return the folder of each user; workrooms are hidden."""
        if not self._folder.is_dir():
            return []
        return [one for one in self._folder.iterdir() if not one.name.startswith(".")]

    def _forget_old(self) -> None:
        for home in self._homes():
            if time.time() - home.stat().st_mtime > DAYS * _SECONDS_A_DAY:
                shutil.rmtree(home, ignore_errors=True)


def _name(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _size(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def _count(store: Store, layer: Layer) -> int:
    """Return how many features a layer has."""
    if not layer.large:
        return len(store.rows(layer)[0])
    large, _ = store.large(layer)
    return large.total if large else 0


def _joined(evidence: Evidence, home: Path, key: str, memo: Memo) -> Evidence:
    catalog, _ = read_catalog(home / "layers")
    store = open_store(home)
    layers: dict[str, gpd.GeoDataFrame] = {}
    large: dict[str, LargeLayer] = {}
    clearance = evidence.clearance or MARKINGS[-1]
    sources: list[dict[str, str]] = []
    allowed: Catalog = {}
    for layer in catalog.values():
        found, faults = store.large(layer) if layer.large else (None, [])
        frame, more = (found.nothing(), []) if found else store.rows(layer)
        if faults or more or layer.id in evidence.catalog:
            continue  # of another version of this program, or the evidence has a layer of that name now
        if found:
            large[layer.id] = found.cleared(clearance, frozenset())
        shown = frame[frame["marking"].map(strictness) <= strictness(clearance)]
        layers[layer.id] = shown.reset_index(drop=True)
        allowed[layer.id] = layer
        sources.append(json.loads((home / "data" / f"{layer.id}.{_SOURCE}").read_text(encoding="utf-8")))
    if not layers:
        return evidence
    together = {**evidence.catalog, **allowed}
    order = sorted(together.values(), key=lambda layer: (layer.order, layer.id))
    frames = {**evidence.layers, **layers}
    tables = dict(evidence.tables)
    for name, rows in (("sources", sources), ("publishers", [PUBLISHER])):
        if name in tables:
            tables[name] = _with_rows(tables[name], rows)
    version = hashlib.sha256(key.encode()).hexdigest()[: len(evidence.version)]
    return replace(
        evidence,
        version=version,
        catalog={layer.id: layer for layer in order},
        layers={layer.id: frames[layer.id] for layer in order if layer.id in frames},
        large={**evidence.large, **large},
        tables=tables,
        graded=evidence,
        _memo=Portion(memo, version),
    )


def _with_rows(table: pd.DataFrame, rows: list[dict[str, str]]) -> pd.DataFrame:
    known = set(table["id"])
    more = pd.DataFrame(
        [{name: row.get(name, "") for name in table.columns} for row in rows if row["id"] not in known],
        columns=table.columns,
    )
    return table if more.empty else pd.concat([table, more.astype(table.dtypes.to_dict())], ignore_index=True)


@cache
def shelf_of(folder: Path) -> Shelf:
    """Return the shelf of a folder, one for the whole process."""
    return Shelf(folder)


def with_own(evidence: Evidence, token: str, settings: Settings) -> Evidence:
    """Return what whoever has a token sees: the evidence, and their own layers."""
    return shelf_of(settings.own).joined(evidence, token) if settings.own and token else evidence
