"""Answers as bytes: encoded, compressed and tagged once for each data version, then only handed out."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import geopandas as gpd

GEOJSON = "application/geo+json"
JSON = "application/json"
KEPT = 256
"""Bodies kept at most: a few for each layer, whatever dates are asked for."""


@dataclass(frozen=True, slots=True)
class Body:
    """One answer: the plain and the compressed bytes, the tag that names them, and headers of its own."""

    plain: bytes
    packed: bytes
    etag: str
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any, media_type: str = JSON) -> Body:
        """Return `document` as JSON; NaN is refused, because JSON has none."""
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return cls.of_bytes(text.encode(), media_type)

    @classmethod
    def of_bytes(cls, plain: bytes, media_type: str) -> Body:
        """Return what is there already, such as a script or a font."""
        return cls(plain, gzip.compress(plain, 6, mtime=0), _tag(plain), media_type)

    @classmethod
    def as_it_is(cls, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Body:
        """Return what is compressed already, such as an archive or a picture, and not worth packing again."""
        return cls(content, content, _tag(content), media_type, headers or {})


class Bodies:
    """A bounded store of bodies; the one cache of this package, keyed by data version."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._bodies: OrderedDict[tuple[object, ...], Body] = OrderedDict()
        self._lock = Lock()

    def held(self, key: tuple[object, ...]) -> Body | None:
        """Return the body under `key`, None when it is not there."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def get(self, key: tuple[object, ...], make: Callable[[], Body]) -> Body:
        """Return the body under `key`, made when it is not there yet."""
        body = self.held(key)
        if body is not None:
            return body
        body = make()
        with self._lock:
            self._bodies[key] = body
            while len(self._bodies) > self._kept:
                self._bodies.popitem(last=False)
        return body


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
