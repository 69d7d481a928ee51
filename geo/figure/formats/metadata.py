"""What a file says about how it was made, as one short text that every format can carry."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from PIL import Image

from geo.errors import GeoError
from geo.view.parts import is_older

_TEXT = (
    r"libya-figure/1 id=(LBY-[0-9A-F]{4}-[0-9A-F]{4}) data=([0-9A-Za-z]+)"
    r"(?: drawn=([0-9a-f]+))? state=([\w.~%-]+)"
)
_STAMP = re.compile(_TEXT, re.ASCII)
# Anchored where only we can have written: brackets of a title are escaped in both of these.
_IN_SVG = re.compile(rb"<dc:description>(libya-figure/1 [^<]*)</dc:description>")
_IN_OFFICE = re.compile(rb"<cp:keywords>(libya-figure/1 [^<]*)</cp:keywords>")
_MOST = 64_000_000
"""Bytes of a file that are looked at."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about how it was made.

    Attributes
    ----------
    id, version : str
        Figure id, data version.
    params : mapping of str to str
        The texts that `geo.figure.request.read_request` reads.
    drawn : str
        `geo.figure.behind.fingerprint` of what it shows; "" in files of before.
    """

    id: str
    version: str
    params: Mapping[str, str]
    drawn: str = ""

    @property
    def text(self) -> str:
        """All of it as letters, digits and a few marks that no format has to escape."""
        drawn = f" drawn={self.drawn}" if self.drawn else ""
        state = quote(urlencode(self.params), safe="")
        return f"libya-figure/1 id={self.id} data={self.version}{drawn} state={state}"


def read_metadata(path: Path) -> Metadata:
    """Return what a written figure says about itself: PNG, PDF, SVG, PPTX or DOCX.

    Raises
    ------
    GeoError
        When it cannot be read, or is no figure of ours.

    Examples
    --------
    >>> read_metadata(Path("pyproject.toml"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    geo.errors.GeoError: ... is no figure that was made here, or a part of one; give a whole PNG, PDF, ...
    """
    try:
        text = _text_in(path)
    except OSError as error:
        raise GeoError(f"'{path}' cannot be read: {error.strerror or error}") from error
    found = _STAMP.fullmatch(text)
    if not found:
        raise GeoError(
            f"'{path}' is no figure that was made here, or a part of one; "
            "give a whole PNG, PDF, SVG, PPTX or DOCX"
        )
    params = dict(parse_qsl(unquote(found[4])))
    if is_older(params):
        # Told here, because what is asked for beside it may have a `recorded`.
        params["recorded"] = params.pop("known")
    return Metadata(found[1], found[2], params, found[3] or "")


def _text_in(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(_MOST)
    if content.startswith(b"\x89PNG"):
        try:
            with Image.open(io.BytesIO(content)) as image:
                return str(image.info.get("Figure", ""))
        except (OSError, Image.DecompressionBombError, SyntaxError, ValueError):
            return ""  # OSError: of another kind, or cut off
    if content.startswith(b"%PDF"):
        return _keywords(content)
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as core:
                return _first(_IN_OFFICE, core.read(_MOST))
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError):
            # RuntimeError: it wants a password, or is packed in a way that nobody reads.
            return ""
    return _first(_IN_SVG, content)


def _keywords(pdf: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - writing a figure needs none of it

    try:
        # Strict, because otherwise it mends what it can and logs a line for each thing that it mended.
        described: Mapping[str, Any] = PdfReader(io.BytesIO(pdf), strict=True).metadata or {}
    except Exception:  # noqa: BLE001
        # A PDF of somebody else may be wrong in any way; all that matters is that it is none of ours.
        return ""
    return str(described.get("/Keywords", ""))


def _first(pattern: re.Pattern[bytes], content: bytes) -> str:
    found = pattern.search(content)
    return found[1].decode("ascii", "replace") if found else ""
