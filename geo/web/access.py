"""Who asks over HTTP, and what of the evidence they get: the one way from a request to evidence."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from geo.access import Principal, everybody
from geo.evidence import Evidence, current
from geo.ingest.shelf import COOKIE, with_own
from geo.model import MARKINGS
from geo.settings import Settings

MARKING = "x-handling-marking"
"""The header of an answer that not everybody may see."""
PRIVATE = "private, no-store"


def principal_of(_request: Request, settings: Settings) -> Principal:
    """Return who asks: everybody alike, until there are accounts that a request can be of."""
    return everybody(settings)


def evidence_for(request: Request, settings: Settings) -> Evidence:
    """Return the evidence as it stands now, as far as whoever asks may see it, with layers of their own."""
    evidence = current(settings, principal_of(request, settings))
    return with_own(evidence, request.cookies.get(COOKIE, ""), settings)


def marked(headers: Mapping[str, str], marking: str) -> dict[str, str]:
    """Return the headers of an answer with a marking: nobody keeps what not everybody may see.

    Examples
    --------
    >>> marked({"cache-control": "no-cache"}, "AMBER")
    {'cache-control': 'private, no-store', 'x-handling-marking': 'TLP:AMBER'}
    >>> marked({"cache-control": "no-cache"}, "CLEAR")
    {'cache-control': 'no-cache'}
    """
    if marking in ("", MARKINGS[0]):
        return dict(headers)
    return {**headers, "cache-control": PRIVATE, MARKING: f"TLP:{marking}"}
