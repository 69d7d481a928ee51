"""Which addresses there are, before anybody answers them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from re import Pattern

from starlette.routing import BaseRoute, Route

STREAM = "/_stcore/stream"
"""The page's WebSocket."""
FRAMES = "/component/"
"""Where the documents of the page's frames are."""
FILES = "/static/"
"""Streamlit's own files, for which it answers with the page where there is no such file."""

_PAGE = ("/", "/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config")
_BELOW = (FILES, FRAMES, "/media/", "/_stcore/bidi-components/")
"""What of Streamlit the page needs. Its metrics, uploads, logins, agents and script checks stay closed."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that are answered at all.

    Attributes
    ----------
    base : str
        What stands before all of them (Streamlit's server.baseUrlPath), such as "/libya"; "" = nothing.
    ours : frozenset of str
        First parts of our own, such as "api".
    taking : tuple of re.Pattern
        The addresses to which something may be sent (POST).
    """

    base: str
    ours: frozenset[str]
    taking: tuple[Pattern[str], ...] = ()

    @classmethod
    def of(cls, routes: Iterable[BaseRoute], base: str) -> Addresses:
        """Return the addresses of the page and of our own routes."""
        own = list(routes)
        paths = [str(getattr(one, "path", "")) for one in own]
        taking = (one.path_regex for one in own if isinstance(one, Route) and "POST" in (one.methods or ()))
        return cls(base, frozenset(path.split("/")[1] for path in paths if path), tuple(taking))

    def inside(self, path: str) -> str:
        """Return an address without the base; our own are also answered without it."""
        if self.base and (path == self.base or path.startswith(f"{self.base}/")):
            return path[len(self.base) :] or "/"
        return path if not self.base or self.is_ours(path) else ""

    def is_ours(self, inside: str) -> bool:
        """Tell whether we answer it, not Streamlit."""
        return inside[:1] == "/" and inside.split("/")[1] in self.ours

    def is_open(self, inside: str) -> bool:
        """Tell whether anybody answers it."""
        return self.is_ours(inside) or inside in _PAGE or inside.startswith(_BELOW)

    def takes(self, inside: str) -> bool:
        """Tell whether something may be sent to it."""
        return any(one.match(inside) for one in self.taking)
