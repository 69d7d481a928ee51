"""The style of a house: what every figure of it has, from one TOML file whose faults are told at once."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont, TTLibError
from PIL import Image, UnidentifiedImageError

from geo.errors import GeoError
from geo.faults import did_you_mean, one_of
from geo.model import POLICIES
from geo.view.parts import refuse
from geo.view.texts import one_line

Own = tuple[Path, Path]
"""The files of the font of a house: regular, bold."""

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST: Final = 400
_NO_TEXT = f"is no text of at most {_LONGEST} characters; write one in quotes"
_MOST_BYTES, _MOST_PIXELS = 2_000_000, 4_000_000
_WIDEST_LOGO: Final = 4.0
"""Width of a logo over its height at most: a wider one is set lower."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the furniture: title and headings of the page, quiet texts, the frame of the map."""

    title: str = "#141412"
    quiet: str = "#45433D"
    frame: str = "#6B665A"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Of the texts of a page: files of installed packages, as "package/file"; of Office, a name.

    Attributes
    ----------
    regular, bold : str
        "" = ours. One file with an axis of weights may stand for both.
    office : str
        What texts of slides and Word pages are set in; "" = Arial.
    """

    regular: str = ""
    bold: str = ""
    office: str = ""

    @property
    def files(self) -> Own | None:
        """The files of both weights; None = ours. Raises as `_font_file`."""
        return (_font_file(self.regular), _font_file(self.bold or self.regular)) if self.regular else None


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
    fonts: Fonts = field(default_factory=Fonts)
    logo: bytes = b""

    def logo_size(self, high: float) -> tuple[float, float]:
        """Return width and height of the logo in a height, in any unit; a wide one is lower. 0 = none."""
        if not self.logo:
            return 0.0, 0.0
        with Image.open(io.BytesIO(self.logo)) as image:
            high *= min(1.0, _WIDEST_LOGO * image.height / image.width)
            return high * image.width / image.height, high

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
            faults.append(f"{path.name}: {key}: {_NO_TEXT}")
            text = ""
        texts[key] = one_line(text)
    if texts["names"] and texts["names"] not in POLICIES:
        faults.append(f"{path.name}: names: '{texts['names'][:40]}' is no policy; {one_of(list(POLICIES))}")
    colours = _colours(table.get("colours", {}), path.name, faults)
    fonts = _fonts(table.get("fonts", {}), path.name, faults)
    logo = _logo(path.parent / texts["logo"], path.name, faults) if texts["logo"] else b""
    refuse(sorted(faults))
    return House(texts["disclaimer"], texts["disclaimer_ar"], texts["names"], colours, fonts, logo)


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


def _fonts(table: Any, name: str, faults: list[str]) -> Fonts:
    known = [one.name for one in fields(Fonts)]
    if not isinstance(table, Mapping):
        faults.append(f"{name}: fonts: is no table; write [fonts]")
        return Fonts()
    kept = {}
    for key, text in table.items():
        if key not in known:
            faults.append(f"{name}: fonts.{key[:40]}: is not a key; {one_of(known)}")
        elif not isinstance(text, str) or not 0 < len(text) <= _LONGEST:
            faults.append(f"{name}: fonts.{key}: {_NO_TEXT}")
        else:
            kept[key] = one_line(text)
    found = Fonts(**kept)
    alone = False
    for key in ("regular", "bold"):
        try:
            alone |= key in kept and not _has_weights(_font_file(kept[key]))
        except GeoError as error:
            faults.append(f"{name}: fonts.{key}: {error}")
    if found.bold and not found.regular:
        faults.append(f"{name}: fonts.regular: is missing beside bold; give both")
    elif found.regular and not found.bold and alone:
        faults.append(f"{name}: fonts.bold: is missing, and the regular font has one weight alone; give it")
    return found


def _font_file(text: str) -> Path:
    """Return the file of a font in an installed package; raises GeoError where there is none."""
    package, _, inside = text.partition("/")
    try:
        root = Path(str(files(package))).resolve()
    except (ModuleNotFoundError, TypeError, ValueError) as error:
        raise GeoError(
            f"no package '{package[:40]}' is installed; install it, or give package/file"
        ) from error
    path = (root / inside).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise GeoError(f"'{inside[:80]}' is no file of the package '{package[:40]}'; give package/file")
    return path


def _has_weights(path: Path) -> bool:
    """Tell whether a font has an axis of weights; raises GeoError where it is no font."""
    try:
        with TTFont(io.BytesIO(path.read_bytes()), lazy=True) as font:
            return "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes)
    except (TTLibError, OSError) as error:
        raise GeoError(f"'{path.name}' is no font; give another") from error


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
