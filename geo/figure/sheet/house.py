"""The style of a house: what every figure of it has, from one TOML file whose faults are told at once."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

from geo.errors import GeoError
from geo.faults import did_you_mean, one_of
from geo.model import POLICIES
from geo.view.parts import refuse
from geo.view.texts import one_line

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST: Final = 400
_MOST_BYTES, _MOST_PIXELS = 2_000_000, 4_000_000


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the furniture: title and headings of the page, quiet texts, the frame of the map."""

    title: str = "#141412"
    quiet: str = "#45433D"
    frame: str = "#6B665A"


@dataclass(frozen=True, slots=True)
class House:
    """The style of a house.

    Attributes
    ----------
    disclaimer, disclaimer_ar : str
        In the place of ours below the map; "" = ours.
    names : str
        Policy of names where a figure asks for none.
    logo : bytes
        A PNG beside the marking; empty = none.
    """

    disclaimer: str = ""
    disclaimer_ar: str = ""
    names: str = ""
    colours: Colours = field(default_factory=Colours)
    logo: bytes = b""

    @property
    def digest(self) -> str:
        """What tells it from others; "" of none."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12] if self != House() else ""


def house_of(path: Path | None) -> House:
    """Return the style in a file; that of nobody where there is no file. Raises as `read_house`."""
    return read_house(path) if path else House()


def read_house(path: Path) -> House:
    """Return the style in a file; `logo` names a PNG beside it.

    Raises
    ------
    GeoError
        With a line for everything in it that cannot be used.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GeoError(
            f"style: '{path}' cannot be read: {error.strerror or error}; give another file"
        ) from error
    except ValueError as error:
        raise GeoError(f"style: '{path}' is no TOML: {error}; correct it") from error
    known = [one.name for one in fields(House)]
    faults = [
        f"{path.name}: {key[:40]}: is not a key; {did_you_mean(key[:40], known, one_of(known))}"
        for key in table.keys() - set(known)
    ]
    texts: dict[str, str] = {}
    for key in ("disclaimer", "disclaimer_ar", "names", "logo"):
        text = table.get(key, "")
        if not isinstance(text, str) or len(text) > _LONGEST:
            faults.append(f"{path.name}: {key}: is no text of at most {_LONGEST} characters; shorten it")
            text = ""
        texts[key] = one_line(text)
    if texts["names"] and texts["names"] not in POLICIES:
        faults.append(f"{path.name}: names: '{texts['names'][:40]}' is no policy; {one_of(list(POLICIES))}")
    colours = _colours(table.get("colours", {}), path.name, faults)
    logo = _logo(path.parent / texts["logo"], path.name, faults) if texts["logo"] else b""
    refuse(sorted(faults))
    return House(texts["disclaimer"], texts["disclaimer_ar"], texts["names"], colours, logo)


def _colours(table: Any, name: str, faults: list[str]) -> Colours:
    known = [one.name for one in fields(Colours)]
    if not isinstance(table, Mapping):
        faults.append(f"{name}: colours: is no table; write [colours]")
        return Colours()
    kept = {}
    for key, colour in table.items():
        if key not in known:
            faults.append(f"{name}: colours.{key[:40]}: is not a key; {one_of(known)}")
        elif not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
            faults.append(
                f"{name}: colours.{key}: '{str(colour)[:20]}' is no colour; write one such as #1A1A1A"
            )
        else:
            kept[key] = colour
    return Colours(**kept)


def _logo(path: Path, name: str, faults: list[str]) -> bytes:
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
        with Image.open(io.BytesIO(content)) as image:
            if image.format == "PNG" and image.width * image.height <= _MOST_PIXELS:
                return content
    except OSError as error:
        if not isinstance(error, UnidentifiedImageError):
            faults.append(f"{name}: logo: '{path}' cannot be read: {error.strerror or error}; give another")
            return b""
    faults.append(f"{name}: logo: '{path}' is no PNG of at most 2 MB and 4 million pixels; give another")
    return b""
