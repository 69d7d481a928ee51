"""How often Python looks for garbage."""

from __future__ import annotations

import gc
from typing import Final

_THRESHOLDS: Final = (10_000, 20, 20)
"""Objects made until the youngest are looked at; and how often that is done until older ones are."""


def look_seldom() -> None:
    """Look for garbage after thousands of new objects, not hundreds; for the entry of a process.

    Frames, scenes and figures are made of many small objects that stay, or go as soon as nobody holds them.
    To look through them as often as Python does finds next to nothing and takes every figure time.
    """
    gc.set_threshold(*_THRESHOLDS)


def keep() -> None:
    """Take all that lives now for what stays: to look for garbage later is quick then."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
