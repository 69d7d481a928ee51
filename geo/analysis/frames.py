"""What derived layers share: rows into a frame with all common columns, and the joint grade of many rows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.analysis.inputs import Inputs
from geo.analysis.projection import MAP_CRS
from geo.model import COMMON_COLUMNS, CREDIBILITIES, MARKINGS, RELIABILITIES, split
from geo.schema.values import SUMMARY_LIMIT
from geo.validity import first_day

_NAMES_SHOWN: Final = 3
_ID_LENGTH: Final = 63
_CHECKSUM_LENGTH: Final = 6
_NAMES = [column.name for column in COMMON_COLUMNS]
_NUMBERS = frozenset(column.name for column in COMMON_COLUMNS if column.kind == "integer")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows by the names of their columns; as objects at once, much quicker than `to_dict`.

    Examples
    --------
    >>> records(pd.DataFrame({"id": ["a", "b"], "n": [1, 2]}))
    [{'id': 'a', 'n': 1}, {'id': 'b', 'n': 2}]
    """
    names = [str(column) for column in frame.columns]
    columns = (frame[column].to_numpy(dtype=object).tolist() for column in frame.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def derived(
    rows: Iterable[Mapping[str, Any]], own: Sequence[str] = (), numbers: Collection[str] = ()
) -> gpd.GeoDataFrame:
    """Return rows as a layer: all common columns, then its own, sorted by id, EPSG:4326.

    Parameters
    ----------
    rows : iterable of mapping
        Values by column, `geometry` in longitude and latitude or None; a column that is left out is empty.
    own : sequence of str
        Names of the layer's own columns, in order.
    numbers : collection of str
        Those of them that hold whole numbers; the others hold texts.

    Returns
    -------
    GeoDataFrame
        Texts as str with "" for unknown, whole numbers as nullable Int64, index 0..n-1.

    Examples
    --------
    >>> rows = [{"id": "b", "geometry": None}, {"id": "a", "geometry": None, "place": "sabha"}]
    >>> frame = derived(rows, ["place"])
    >>> frame[["id", "place"]].values.tolist()
    [['a', 'sabha'], ['b', '']]
    """
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    whole = _NUMBERS.union(numbers)
    columns: dict[str, Any] = {}
    for name in (*_NAMES, *own):
        values = [row.get(name) for row in ordered]
        columns[name] = (
            pd.array([None if pd.isna(value) else int(value) for value in values], dtype="Int64")
            if name in whole
            else pd.array(["" if value is None else str(value) for value in values], dtype="str")
        )
    geometry = gpd.GeoSeries([row["geometry"] for row in ordered], crs=MAP_CRS)
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=MAP_CRS)


def joint_evidence(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the evidence columns of something derived from several rows: never better than its weakest.

    Sources are united; reliability and credibility are the worst, the marking the most restrictive among the
    rows; `recorded_on` is the newest, because before that day the row could not have been derived as it is.

    Examples
    --------
    >>> one = {"sources": "b|a", "reliability": "A", "credibility": 2, "marking": "CLEAR"}
    >>> other = {"sources": "c", "reliability": "C", "credibility": 1, "marking": "AMBER"}
    >>> joint = joint_evidence([one | {"recorded_on": "2026-11-23"}, other | {"recorded_on": "2026"}])
    >>> list(joint.values())
    ['a|b|c', 'C', 2, 'AMBER', '2026-11-23']
    """
    return {
        "sources": "|".join(sorted({source for row in rows for source in split(str(row["sources"]))})),
        "reliability": _last(RELIABILITIES, [row["reliability"] for row in rows]),
        "credibility": int(_last(CREDIBILITIES, [row["credibility"] for row in rows])),
        "marking": _last(MARKINGS, [row["marking"] for row in rows]),
        "recorded_on": newest(row["recorded_on"] for row in rows),
    }


def newest(days: Iterable[str]) -> str:
    """Return the latest of some full or partial dates, as written; "" when none is filled.

    Partial dates count from their first day, as everywhere; of two with the same first day the more precise.

    Examples
    --------
    >>> newest(["2024", "", "2023-12-01"])
    '2024'
    >>> newest(["2024", "2024-01-01"])
    '2024-01-01'
    """
    return max((day for day in days if day), key=lambda day: (first_day(day), len(day)), default="")


def sites(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return every feature of every file layer as a point, EPSG:4326, so that a place id can be looked up.

    Parameters
    ----------
    inputs : Inputs
        Its `layers`.

    Returns
    -------
    GeoDataFrame
        Indexed by feature id: names, `layer`, `class`, evidence columns, `precision_m`, `geometry`, which is
        a point on the feature, null when it is unplaced. Of ids used twice, which the data check rejects, the
        first.
    """
    columns = [
        "id", "name_en", "name_ar", "class", "sources", "marking", "recorded_on", "precision_m", "geometry",
    ]  # fmt: skip
    # As plain frames, because that costs a third.
    parts = [pd.DataFrame(inputs.layers[name])[columns].assign(layer=name) for name in inputs.layers]
    if not parts:
        return gpd.GeoDataFrame(columns=[*columns[1:], "layer"], geometry="geometry", crs=MAP_CRS)
    found = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=MAP_CRS)
    found = found.drop_duplicates("id").set_index("id")
    # A representative point lies on its feature, is the point itself for points, and needs no measuring.
    found["geometry"] = found.geometry.representative_point()
    return found


@dataclass(frozen=True, slots=True)
class ActorNames:
    """The names of actors by id, for titles and summaries.

    Examples
    --------
    >>> listed = ActorNames({"lna": "Libyan National Army"}, {})
    >>> listed.english(["lna", "a", "b", "c"])
    'Libyan National Army, a, b and 1 more'
    """

    name_en: Mapping[str, str]
    name_ar: Mapping[str, str]

    @classmethod
    def of(cls, actors: pd.DataFrame) -> ActorNames:
        """Return the names that the table of actors gives."""
        ids = actors["id"]
        return cls(
            dict(zip(ids, actors["name_en"], strict=True)), dict(zip(ids, actors["name_ar"], strict=True))
        )

    def english(self, ids: Sequence[str]) -> str:
        """Return at most three names, the rest counted; the id of an actor without a name."""
        return _listed([self.name_en.get(actor) or actor for actor in ids], ", ", "and {} more")

    def arabic(self, ids: Sequence[str]) -> str:
        """Return the same in Arabic; the English name of an actor without an Arabic one."""
        full = [self.name_ar.get(actor) or self.name_en.get(actor) or actor for actor in ids]
        return _listed(full, "، ", "و{} غيرها")


def feature_id(*parts: str) -> str:
    """Return an id of words and a last day; one too long is cut and gets a checksum of the whole instead.

    Examples
    --------
    >>> feature_id("control", "effective", "lna", "2019-02-06")
    'control-effective-lna-20190206'
    """
    *words, day = parts
    stem, end = "-".join(words), day.replace("-", "") or "ever"
    if len(stem) + 1 + len(end) > _ID_LENGTH:
        checksum = hashlib.sha256(stem.encode()).hexdigest()[:_CHECKSUM_LENGTH]
        stem = f"{stem[: _ID_LENGTH - len(end) - len(checksum) - 2].rstrip('-')}-{checksum}"
    return f"{stem}-{end}"


def clipped(text: str, length: int = SUMMARY_LIMIT) -> str:
    """Return the text, cut at a word and marked with an ellipsis when it is too long for a summary.

    Examples
    --------
    >>> clipped("one two three", 9)
    'one two…'
    """
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _listed(names: Sequence[str], comma: str, more: str) -> str:
    left = len(names) - _NAMES_SHOWN
    return comma.join(names[:_NAMES_SHOWN]) + (f" {more.format(left)}" if left > 0 else "")


def _last(order: Sequence[str], values: Iterable[object]) -> str:
    """Return the value that stands last in `order`; what is not in it counts as the very last."""
    texts = [str(value) for value in values]
    return max((text if text in order else order[-1] for text in texts), key=order.index)
