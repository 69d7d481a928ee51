"""Answers as bytes: encoded, compressed and tagged once for each data version, then only handed out."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Condition
from typing import Any

import brotli
import geopandas as gpd
from cachetools import LRUCache, cached

from geo.evidence import Evidence

GEOJSON = "application/geo+json"
JSON = "application/json"
Key = tuple[object, ...]
MEGABYTE = 1_000_000
QUICK, TIGHT = 5, 7
"""How hard brotli works: on what changes with the data, and on what is packed once (9 is twice the work)."""
MOST = 64 * MEGABYTE
"""Bytes kept at most: every layer on a dozen days, and room for layers that are large."""


@dataclass(frozen=True, slots=True)
class Body:
    """One answer: the plain bytes and those packed by brotli, their tag, and headers of its own.

    `brotli` is empty where nothing is packed.
    `marking` is the highest of what is in it; None = nobody knows, so that of all it may be made of.
    """

    plain: bytes
    etag: str
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    marking: str | None = None
    brotli: bytes = b""
    _gzip: list[bytes] = field(default_factory=list, repr=False, compare=False)

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory; gzip's are a little more than brotli's."""
        return len(self.plain) + 2 * len(self.brotli)

    def gzip(self) -> bytes:
        """Return it packed for whoever takes no brotli; packed once, when somebody asks."""
        if not self._gzip:
            self._gzip.append(gzip.compress(self.plain, 6, mtime=0))
        return self._gzip[0]

    def with_headers(self, headers: Mapping[str, str]) -> Body:
        """Return the same with headers of its own."""
        return replace(self, headers=headers)

    @classmethod
    def of(cls, document: Any, media_type: str = JSON, marking: str | None = None) -> Body:
        """Return `document` as JSON; NaN is refused, because JSON has none."""
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return cls.of_bytes(text.encode(), media_type, marking)

    @classmethod
    def of_bytes(
        cls, plain: bytes, media_type: str, marking: str | None = None, quality: int = QUICK
    ) -> Body:
        """Return what is there already, such as a script; `quality` is how hard brotli works."""
        return cls(
            plain,
            _tag(plain),
            media_type,
            marking=marking,
            brotli=brotli.compress(plain, quality=quality),
        )

    @classmethod
    def as_it_is(
        cls,
        content: bytes,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        marking: str | None = None,
    ) -> Body:
        """Return what is compressed already, such as an archive or a picture, and not worth packing again."""
        return cls(content, _tag(content), media_type, headers or {}, marking)


def key_of(evidence: Evidence, *asked: object) -> Key:
    """Return what an answer is kept under: which evidence, seen by whom, and what was asked.

    Everything that is kept is kept under this: what somebody may see, nobody gets who may see less.
    """
    return (evidence.version, *asked)


class Bodies:
    """The last answers, as many as fit into some memory: the one cache of this package.

    Keys begin with the version of what may be seen, which is another one for another clearance; what was made
    of data before goes when they change. Whoever asks for what is being made already waits for it, so that
    equal requests cost one computation.
    """

    def __init__(self, most: int = MOST) -> None:
        """Keep `most` bytes; what alone is larger is handed out and not kept."""
        self._turn = Condition()
        self._kept: LRUCache[Key, Body] = LRUCache(most, getsizeof=lambda body: body.size)
        self._get = cached(self._kept, key=lambda key, _: key, condition=self._turn)(_made)
        self._version: object = None

    def only(self, version: str) -> None:
        """Let go of what was made of other data; on a day of edits nothing else would be kept."""
        with self._turn:
            before, self._version = self._version, version
            if before in (None, version):
                return
            for key in [key for key in self._kept if key[0] == before]:
                del self._kept[key]

    def held(self, key: Key) -> Body | None:
        """Return the body under `key`, None when it is not there."""
        with self._turn:
            return self._kept.get(key)

    def keep(self, key: Key, body: Body) -> None:
        """Keep a body, unless it alone is larger than all that is kept."""
        with self._turn:
            if body.size <= self._kept.maxsize:
                self._kept[key] = body

    def get(self, key: Key, make: Callable[[], Body]) -> Body:
        """Return the body under `key`, made when it is not there yet."""
        return self._get(key, make)


def _made(_: Key, make: Callable[[], Body]) -> Body:
    return make()


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def feature_collection(frame: gpd.GeoDataFrame, name: str) -> dict[str, Any]:
    """Return the frame (EPSG:4326) as an RFC 7946 FeatureCollection; each feature carries its id twice.

    Missing numbers become null; an unplaced feature keeps its place in the list, with a null geometry. Outer
    rings run counter-clockwise, as section 3.1.6 asks.
    """
    indexed = frame.set_geometry(frame.geometry.orient_polygons()).set_index("id", drop=False)
    features = [dict(feature) for feature in indexed.iterfeatures(na="null")]
    return {"type": "FeatureCollection", "name": name, "features": features}
