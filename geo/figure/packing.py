"""Long parameters of an address as one short one, so that a code on paper can carry them."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from geo.errors import GeoError

PACKED: Final = "p"
"""Parameter that holds all others."""
_MOST: Final = 32_000
"""Characters that it may hold."""


def packed(params: Mapping[str, str]) -> str:
    """Return the query of an address that holds parameters.

    Examples
    --------
    >>> unpacked({"p": packed({"layers": "control", "at": "2026-11-24"}).removeprefix("p=")})
    {'layers': 'control', 'at': '2026-11-24'}
    """
    pressed = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    content = pressed.compress(urlencode(params).encode()) + pressed.flush()
    return f"{PACKED}={base64.urlsafe_b64encode(content).decode().rstrip('=')}"


def unpacked(params: Mapping[str, str]) -> Mapping[str, str]:
    """Return the parameters that a query of `packed` holds; others as they are.

    Raises
    ------
    GeoError
        When it holds none, or too many: it may come from anybody.
    """
    if PACKED not in params:
        return params
    text = params[PACKED]
    unpressed = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        told = unpressed.decompress(content, _MOST).decode()
        found = dict(parse_qsl(told, strict_parsing=True))
    except (ValueError, zlib.error) as error:
        raise _unread() from error
    if not unpressed.eof:
        raise _unread()
    return found


def _unread() -> GeoError:
    return GeoError(f"{PACKED}: is not the link of a figure; take the link as it is printed")
