"""Names of hosts as they stand in a Host header, in an Origin and in a setting."""

from __future__ import annotations

import re
from typing import NamedTuple

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The names of this machine to itself."""

EVERY = ("", "0.0.0.0", "::", "*")  # noqa: S104 - compared with, not listened on
"""Addresses to listen on that stand for every address of the machine."""

_PORTS = {"http": 80, "https": 443}
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::(\d{1,5}))?", re.ASCII)
_ORIGIN = re.compile(r"(https?)://(.+)", re.ASCII)
_LONGEST = 300
_LAST_PORT = 65535


class Authority(NamedTuple):
    """A name or an address (IPv6 in brackets), and a port where one is told."""

    name: str
    port: int | None = None

    def at(self, scheme: str) -> Authority:
        """Return the same with the port that it has under a scheme."""
        return self._replace(port=self.port or _PORTS[scheme])


class Origin(NamedTuple):
    """Where a page of a browser came from."""

    scheme: str
    authority: Authority


def authority(text: str) -> Authority | None:
    """Return what a Host header names; None when it is no host.

    Examples
    --------
    >>> authority("[::1]:8501")
    Authority(name='[::1]', port=8501)
    >>> authority("Map.Example.")
    Authority(name='map.example', port=None)
    >>> authority("user@map.example/x")
    """
    found = _AUTHORITY.fullmatch(text.lower()) if len(text) <= _LONGEST else None
    if found is None or int(found[2] or 0) > _LAST_PORT:
        return None
    return Authority(found[1], int(found[2]) if found[2] else None)


def origin(text: str) -> Origin | None:
    """Return what an Origin header names; None for `null` and whatever is no web page.

    Examples
    --------
    >>> origin("https://map.example:8443").authority.port
    8443
    >>> origin("null")
    """
    found = _ORIGIN.fullmatch(text.lower()) if len(text) <= _LONGEST else None
    named = authority(found[2]) if found else None
    return Origin(found[1], named) if found and named else None


def written(address: str) -> str:
    """Return an address as it stands in an address line: IPv6 in brackets.

    Examples
    --------
    >>> written("::1"), written("10.0.0.7")
    ('[::1]', '10.0.0.7')
    """
    return f"[{address.lower()}]" if ":" in address and not address.startswith("[") else address.lower()
