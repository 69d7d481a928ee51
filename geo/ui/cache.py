"""Where the app asks for the evidence: shared by all sessions, read again when files change."""

from __future__ import annotations

import gc
from functools import cache, lru_cache

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.settings import Settings


@cache
def settings() -> Settings:
    """Return what the environment asked for when the process started."""
    return Settings.from_env()


def evidence() -> Evidence:
    """Return the evidence as it stands now, as far as whoever looks may see it."""
    found = current(settings(), everybody(settings()))
    _keep(found.version)
    return found


@lru_cache(maxsize=1)
def _keep(_version: str) -> None:
    """Take all that lives now for what stays, once for each version of the evidence.

    Streamlit looks for garbage after every run of the page, before it sends what the page is made of. With
    all libraries and the evidence to look through, that takes several times as long as the run itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
