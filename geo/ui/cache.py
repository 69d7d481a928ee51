"""Where the app asks for the evidence: shared by all sessions, read again when files change."""

from __future__ import annotations

from functools import cache

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.settings import Settings


@cache
def settings() -> Settings:
    """Return what the environment asked for when the process started."""
    return Settings.from_env()


def evidence() -> Evidence:
    """Return the evidence as it stands now, as far as whoever looks may see it."""
    return current(settings(), everybody(settings()))
