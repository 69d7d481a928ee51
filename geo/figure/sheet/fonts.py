"""The fonts of the figure: static cuts of the variable fonts that the browser gets, measured and checked.

matplotlib draws only the default instance of a variable font, so Regular and Bold are cut once and kept in
its cache folder. The cuts have a family name of their own: a font of the same name on this machine is never
taken.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from geo.errors import GeoError
from geo.figure.sheet.house import Own
from geo.replacing import write_whole
from geo.typefaces import FACES, Face

REGULAR, BOLD = 400, 700
WEIGHTS: Mapping[int, str] = {REGULAR: "Regular", BOLD: "Bold"}

_FACES: Mapping[str, Face] = {
    "Libya Sans": FACES["latin"],
    "Libya Sans Arabic": replace(FACES["arabic"], letters=()),
}
"""Of the Arabic face all is taken: its cut is small, and nothing is missing in print."""
_FALLBACK: Mapping[int, str] = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
"""Of matplotlib's own: letters and signs that the others lack."""
FALLBACK = "DejaVu Sans"
_own: ContextVar[Own | None] = ContextVar("own", default=None)

_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _TYPO_FAMILY, _TYPO_STYLE = 1, 2, 3, 4, 6, 16, 17
_MEASURED_AT = 100.0
_ABOVE, _BELOW = 0.78, 0.25
"""Shares of the type size that every line has at least above and below its base line."""
_LATEST_CUT = "4"
"""Changes with the way in which fonts are cut, so that old cuts are not used."""


@contextmanager
def led_by(own: Own | None) -> Iterator[None]:
    """Look for each letter in the font of a house first."""
    token = _own.set(own)
    try:
        yield
    finally:
        _own.reset(token)


def families() -> tuple[str, ...]:
    """Return the family names, in the order in which a letter is looked for."""
    own = _own.get()
    return (*([_family_of(own)] if own else []), *_FACES, FALLBACK)


@cache
def _family_of(own: Own) -> str:
    return f"House {hashlib.sha256(b''.join(path.read_bytes() for path in own)).hexdigest()[:8]}"


def register() -> Mapping[int, tuple[Path, ...]]:
    """Cut the fonts where that has not been done on this machine, and make them known to matplotlib.

    Returns
    -------
    mapping of int to tuple of Path
        By weight the files, in the order of `families`.

    Raises
    ------
    GeoError
        When a font package is missing or its font cannot be cut.
    """
    return _registered(_own.get())


@cache
def _registered(own: Own | None) -> Mapping[int, tuple[Path, ...]]:
    cut: dict[int, tuple[Path, ...]] = {}
    for weight in WEIGHTS:
        fallback = Path(mpl.get_data_path()) / "fonts" / "ttf" / _FALLBACK[weight]
        first = [_kept(own[weight == BOLD], _family_of(own), weight, ())] if own else []
        paths = (*first, *(_static(family, weight) for family in _FACES), fallback)
        for path in paths:
            font_manager.fontManager.addfont(path)
        cut[weight] = paths
    return cut


def properties(size: float, weight: int = REGULAR) -> FontProperties:
    """Return our fonts at a size in points."""
    return FontProperties(family=list(families()), size=size, weight=weight)


def extent(text: str, weight: int = REGULAR) -> tuple[float, float, float]:
    """Return width, height above and depth below the base line of one line, as shares of the type size.

    Raises
    ------
    GeoError
        When no font has one of its letters: an empty box is never printed.
    """
    return _extent(text, weight, _own.get())


@lru_cache(maxsize=16384)
def _extent(text: str, weight: int, _: Own | None) -> tuple[float, float, float]:
    missing = unknown_letters(text)
    if missing:
        listed = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing[:8])
        raise GeoError(f"no font of the figure has {listed}; write it without")
    renderer = _renderer()
    width, height, descent = renderer.get_text_width_height_descent(
        text, properties(_MEASURED_AT, weight), ismath=False
    )
    above = max((height - descent) / _MEASURED_AT, _ABOVE)
    return width / _MEASURED_AT, above, max(descent / _MEASURED_AT, _BELOW)


def unknown_letters(text: str) -> str:
    """Return the letters of a text that no font has, each once."""
    known = _letters(_own.get())
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in known))


def beyond(text: str) -> bool:
    """Tell whether a text has a letter that only the fallback font has."""
    known = _letters(_own.get(), last=False)
    return any(ord(letter) not in known for letter in text)


@cache
def _letters(own: Own | None, *, last: bool = True) -> frozenset[int]:
    """Return the letters of all fonts, or of all but the last."""
    found: set[int] = set()
    paths = _registered(own)[REGULAR]
    for path in paths if last else paths[:-1]:
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, 72)


def _static(family: str, weight: int) -> Path:
    face = _FACES[family]
    name, letters = face.file, face.letters
    try:
        source = face.path
        source.stat()
    except (ModuleNotFoundError, OSError) as error:
        raise GeoError(f"the font {name} is missing; install the packages of requirements.txt") from error
    return _kept(source, family, weight, letters)


def _kept(source: Path, family: str, weight: int, letters: tuple[int, ...]) -> Path:
    """Return the static cut of a font, made where it is not there yet."""
    content, name = source.read_bytes(), source.name
    digest = hashlib.sha256(content + _LATEST_CUT.encode()).hexdigest()[:16]
    folder = Path(mpl.get_cachedir()) / "libya-fonts"
    path = folder / f"{family.replace(' ', '')}-{WEIGHTS[weight]}-{digest}.ttf"
    if not path.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _cut(source, family, weight, letters, path)
        except Exception as error:  # fontTools raises many kinds; any of them means that there is no font
            raise GeoError(f"the font {name} could not be cut: {error}") from error
    return path


def _cut(source: Path, family: str, weight: int, letters: tuple[int, ...], path: Path) -> None:
    """Write one static instance; whole or not at all, since several processes may do so at once."""
    font = TTFont(source, recalcTimestamp=False)
    if letters:
        options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, glyph_names=True)
        kept = subset.Subsetter(options)
        kept.populate(unicodes=letters)
        kept.subset(font)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        font = instancer.instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
    if "FFTM" in font:
        del font["FFTM"]  # no part of a font's looks, of which cutting would complain
    style = WEIGHTS[weight]
    names = font["name"]
    for name_id, text in {
        _FAMILY: family,
        _STYLE: style,
        _UNIQUE: f"{family} {style}",
        _FULL: f"{family} {style}",
        _POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
    }.items():
        names.setName(text, name_id, 3, 1, 0x409)
    for name_id in (_TYPO_FAMILY, _TYPO_STYLE):
        names.removeNames(nameID=name_id)
    # Lines stand as close as their letters allow: matplotlib takes the box of a text from these.
    units = font["head"].unitsPerEm
    above, below = round(_ABOVE * units), round(_BELOW * units)
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = above, -below, 0
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = above, -below, 0
    font["OS/2"].usWeightClass = weight
    bold = weight == BOLD
    font["head"].macStyle = int(bold)
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    stream = io.BytesIO()
    font.save(stream)
    write_whole(path, stream.getvalue())
