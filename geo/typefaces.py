"""The two typefaces: where they are, which letters are taken of them, how they are cut for the browser."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from PIL import ImageFont

from geo.errors import GeoError
from geo.replacing import write_whole

LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x370), *range(0x400, 0x460),
    *range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x20A0, 0x20C0), *range(0x2100, 0x2150),
    *range(0x2190, 0x2200), *range(0x2212, 0x2270),
)  # fmt: skip
"""What is kept of the Latin face, which has Cyrillic too; cutting all of it takes twenty times as long."""
ARABIC = (*range(0x600, 0x780), *range(0x200C, 0x2010), 0x25CC)
"""What is kept of the Arabic face for the browser: the letters; their forms come with them."""

_WEIGHTS = (400, 700)
_FEATURES = (
    "calt", "ccmp", "fina", "init", "isol", "kern", "liga", "lnum", "locl", "mark", "medi", "mkmk", "pnum",
    "rclt", "rlig", "tnum",
)  # fmt: skip
_MEASURED = 100
"""Size in which texts are measured."""
_LATEST_CUT = "1"
"""Changes with the way in which faces are cut, so that old cuts are not used."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Face:
    """A variable font in a pinned package, and the letters that are taken of it."""

    package: str
    file: str
    letters: tuple[int, ...]

    @property
    def path(self) -> Path:
        """Where the font is; raises ModuleNotFoundError without its package."""
        return Path(str(files(self.package))) / "files" / self.file


FACES: Mapping[str, Face] = {
    "latin": Face("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", LATIN),
    "arabic": Face("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf", ARABIC),
}


def woff2(face: Face, folder: Path) -> bytes:
    """Return a face as the browser gets it: its letters in the weights that we use, as WOFF2.

    Cutting takes seconds of processor, so the cut is kept in `folder`; where that cannot be written to, it
    is made again for each process.
    """
    source = face.path.read_bytes()
    named = f"{_LATEST_CUT} {face.letters} {_WEIGHTS} {_FEATURES}".encode()
    path = folder / f"{face.package}-{hashlib.sha256(source + named).hexdigest()[:16]}.woff2"
    if path.is_file():
        return path.read_bytes()
    cut = _cut(source, face.letters)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, cut)
    except (OSError, GeoError) as error:
        _LOG.info("the cut of %s is not kept: %s", face.file, error)
    return cut


@cache
def without_letters() -> bytes:
    """Return a typeface with no letter, for one that a page asks for and does not show."""
    made = FontBuilder(1000)
    names = [".notdef", "space"]
    made.setupGlyphOrder(names)
    made.setupCharacterMap({0x20: "space"})
    # Browsers refuse a typeface without any outline, and say so in the console.
    pen = TTGlyphPen(None)
    for corner, draw in zip(((0, 0), (0, 10), (10, 10)), (pen.moveTo, pen.lineTo, pen.lineTo), strict=True):
        draw(corner)
    pen.closePath()
    made.setupGlyf({".notdef": pen.glyph(), "space": TTGlyphPen(None).glyph()})
    made.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": "Nothing", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    return _packed(made.font)


@lru_cache(4096)
def width_of(text: str, size: float, weight: int) -> float:
    """Return how wide a line of text is in our typefaces, in the units of its size."""
    face = "latin" if text[:1].isascii() else "arabic"
    return float(_measuring(face, weight).getlength(text)) * size / _MEASURED


@cache
def _measuring(face: str, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FACES[face].path), _MEASURED)
    font.set_variation_by_axes([weight, 100])
    return font


def _cut(source: bytes, letters: tuple[int, ...]) -> bytes:
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options(layout_features=list(_FEATURES), hinting=False, notdef_outline=True)
    kept = subset.Subsetter(options)
    kept.populate(unicodes=letters)
    kept.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": _WEIGHTS, "wdth": 100}, inplace=True)
    return _packed(font)


def _packed(font: TTFont) -> bytes:
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
