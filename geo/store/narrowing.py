"""The conditions of a question to a store, applied to rows that were read whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
import shapely

from geo.errors import UnknownId
from geo.faults import Fault, did_you_mean, one_of
from geo.model import MARKINGS, Extent, strictness
from geo.store.base import Days
from geo.validity import true_within

Frame = TypeVar("Frame", bound=pd.DataFrame)


def narrowed(
    frame: Frame,
    faults: Sequence[Fault],
    *,
    extent: Extent | None = None,
    days: Days | None = None,
    clearance: str | None = None,
) -> tuple[Frame, list[Fault]]:
    """Return the rows that meet every condition that is given, and their faults; `Store` says what they mean.

    Raises
    ------
    UnknownId
        When `clearance` is no marking.
    """
    if extent is None and days is None and clearance is None:
        return frame, list(faults)
    keep = pd.Series(True, index=frame.index)
    if extent is not None:
        keep &= _touching(frame, extent)
    if days is not None:
        first, last = days if isinstance(days, tuple) else (days, days)
        keep &= true_within(frame, first, last)
    if clearance is not None:
        keep &= _cleared(frame, clearance)
    kept: Frame = frame[keep].reset_index(drop=True)
    named = {"", *kept["id"]} if "id" in kept.columns else {""}
    return kept, [fault for fault in faults if fault.feature in named]


def _touching(frame: pd.DataFrame, extent: Extent) -> pd.Series[bool]:
    west, south, east, north = shapely.bounds(np.asarray(frame["geometry"], dtype=object)).T
    # The bounds of nothing are NaN, which is neither less nor more than any edge.
    touches = (west <= extent[2]) & (east >= extent[0]) & (south <= extent[3]) & (north >= extent[1])
    return pd.Series(touches, index=frame.index)


def _cleared(frame: pd.DataFrame, clearance: str) -> pd.Series[bool]:
    if clearance not in MARKINGS:
        remedy = did_you_mean(clearance, MARKINGS, one_of(MARKINGS))
        raise UnknownId(f"there is no marking '{clearance}'; {remedy}")
    if "marking" not in frame.columns or clearance == MARKINGS[-1]:
        return pd.Series(True, index=frame.index)
    return frame["marking"].map(strictness) <= strictness(clearance)
