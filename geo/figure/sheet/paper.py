"""The paper that is drawn on: points from its lower left corner, texts measured before they are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Literal
from unicodedata import bidirectional

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from geo.figure.sheet import fonts
from geo.figure.sheet.fonts import BOLD, REGULAR
from geo.figure.sheet.sizes import MM_PER_INCH, Rect, Size
from geo.figure.sheet.stamps import Stamps
from geo.figure.sheet.wording import NO_BREAK
from geo.language import in_digits
from geo.scene import style

POINTS_PER_INCH = 72.0
_BREAKING = re.compile(r"[ \t\r\n]+")
LEADING, _TIGHT = 1.32, 1.16
"""Distance of base lines as a share of the type size."""

Horizontal = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: `size` in points, `lead` the distance of base lines as a share of it."""

    size: float
    weight: int = REGULAR
    colour: str = "#1A1A1A"
    lead: float = LEADING

    @property
    def leading(self) -> float:
        """Points from one base line to the next."""
        return self.size * self.lead

    def but(self, by: float = 1.0, weight: int | None = None, colour: str = "") -> Type:
        """Return the same type `by` times as large, or of another weight or colour."""
        size = max(self.size * by, min(_SMALLEST, self.size))
        return replace(
            self,
            size=size,
            weight=self.weight if weight is None else weight,
            colour=colour or self.colour,
        )

    def width(self, text: str) -> float:
        """Return the width of one line in points."""
        return fonts.extent(text, self.weight)[0] * self.size

    def above(self, text: str) -> float:
        """Return how far a line reaches above its base line, in points."""
        return fonts.extent(text, self.weight)[1] * self.size

    def tall(self, text: str) -> float:
        """Return the height of a line in points: the leading, or more where its letters need more."""
        return max(self.leading, self.above(text) + self.below(text) + 0.6)

    def base(self, text: str) -> float:
        """Return how far above the lower edge of its line a text's base line lies, in points."""
        return (self.tall(text) - self.above(text) - self.below(text)) / 2 + self.below(text)

    def below(self, text: str) -> float:
        """Return how far a line reaches below its base line, in points."""
        return fonts.extent(text, self.weight)[2] * self.size


class _FromRight(Text):
    """A line that runs from the right, whatever it begins with."""

    def _get_wrapped_text(self) -> str:
        text = self.get_text()
        ways = [bidirectional(letter) for letter in text]
        first = next((way for way in ways if way in ("L", "R", "AL")), "")
        # Digits before Latin letters belong to them: "218TV" would else be set as "TV218".
        return f"\u200f\u200e{text}" if first == "L" else f"\u200f{text}"


class Turn(IntEnum):
    """In which order what stands on a page is read, from a PDF and an SVG: the map comes last."""

    HEADING, SIDE, TABLE, FOOT, MAP = range(5)


class Page:
    """One sheet and what is on it.

    Attributes
    ----------
    figure : matplotlib Figure
    sheet : Axes
        Covers the page, one unit a point, above everything else.
    digits : str
        In which texts are set, as a view has them.
    scale : float
        Of the page: type and symbols are as many times as large as on A4.
    edge : float
        Points of its empty margin.
    mostly : float
        Share of it that the map has, as its size wants it.
    texts : list of Text
        Every text set so far.
    turn : Turn
        When the texts that are set now are read.
    names_apart : bool
        Whether names on the map are left to whoever takes the page: they have their place and their line.
    stamps : Stamps
        Symbols that stand on the sheet itself, drawn when the page is finished.
    """

    def __init__(self, size: Size, digits: str = "") -> None:
        self.digits = digits
        width, height = size.inches
        self.figure = Figure(figsize=(width, height), dpi=POINTS_PER_INCH, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.scale = size.scale
        self.edge = size.edge * size.scale
        self.mostly = size.mostly
        self.rect = Rect(0, 0, width * POINTS_PER_INCH, height * POINTS_PER_INCH)
        self.texts: list[Text] = []
        self.turn = Turn.HEADING
        self.names_apart = False
        self.stamps = Stamps()
        self._halos: list[Outline] = []
        self.sheet = self.axes(self.rect, 10)

    def axes(self, rect: Rect, zorder: float) -> Axes:
        """Return bare axes that cover a rectangle of the page, one unit a point."""
        page = self.rect
        axes = self.figure.add_axes(
            (rect.x / page.width, rect.y / page.height, rect.width / page.width, rect.height / page.height),
            zorder=zorder,
        )
        axes.set_axis_off()
        axes.set_xlim(0, rect.width)
        axes.set_ylim(0, rect.height)
        return axes

    @property
    def in_points(self) -> Any:
        """The transform of outlines that are in points about an offset."""
        return Affine2D().scale(1 / POINTS_PER_INCH) + self.figure.dpi_scale_trans

    def type(self, name: str, weight: int = REGULAR, colour: str = "#1A1A1A", *, tight: bool = False) -> Type:
        """Return one of the four sizes: small, normal, large, title; `tight`: lines close to each other."""
        lead = _TIGHT if tight else LEADING
        return Type(max(_SIZES[name] * self.scale, _SMALLEST), weight, colour, lead)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        kind: Type,
        align: Horizontal = "left",
        *,
        halo: bool = False,
        rotation: float = 0,
        from_right: bool = False,
    ) -> Text:
        """Set one line with its base line at y (points); `from_right`: though it begins with no Arabic."""
        text = in_digits(text, self.digits)
        if halo:
            self._halo(x, y, text, kind, align)
        artist = (_FromRight if from_right else Text)(
            x,
            y,
            text,
            transform=self.sheet.transData,
            fontproperties=fonts.properties(kind.size, kind.weight),
            color=kind.colour,
            ha=align,
            va="baseline",
            rotation=rotation,
            rotation_mode="anchor",
            parse_math=False,
            linespacing="normal",
            zorder=6 + self.turn / 10,
        )
        self.sheet.add_artist(artist)
        self.texts.append(artist)
        return artist

    def _halo(self, x: float, y: float, text: str, kind: Type, align: Horizontal) -> None:
        # A halo as a path effect would turn the text itself into outlines, which nobody can select in a PDF.
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * kind.width(text)
        self._halos.append(TextPath((x - shift, y), text, prop=fonts.properties(kind.size, kind.weight)))

    def finish(self) -> None:
        """Draw the symbols of the legend, and lay the halos below the texts."""
        self.stamps.draw(self.sheet, self.in_points, 3)
        if self._halos:
            self.sheet.add_collection(
                PathCollection(
                    self._halos,
                    facecolors=style().ground.halo,
                    edgecolors=style().ground.halo,
                    linewidths=style().label.halo_width * 0.75 * self.scale,
                    joinstyle="round",
                    zorder=5,
                    alpha=0.9,
                ),
                autolim=False,
            )


_SIZES = {"small": 7.0, "normal": 8.0, "large": 9.8, "title": 18.0}
"""Points on an A4 page."""
_SMALLEST = 5.0
"""Points: whatever the page and however little room there is, nothing is set smaller."""


def millimetres(length: float) -> float:
    """Return millimetres as points."""
    return length / MM_PER_INCH * POINTS_PER_INCH


def wrap(text: str, kind: Type, width: float, most: int = 0) -> list[str]:
    """Return the text as lines of at most `width` points; beyond `most` lines (0 = any) in an ellipsis."""
    lines: list[str] = []
    space = kind.width("a b") - kind.width("ab")
    line, used = "", 0.0
    for word in _pieces(_words(text), kind, width):
        needed = kind.width(word)
        if line and used + space + needed > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = (f"{line} {word}", used + space + needed) if line else (word, needed)
    if line:
        lines.append(line)
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and kind.width(f"{last}…") > width:
            last = last[:-1].rstrip()
        lines = [*lines[: most - 1], f"{last}…"]
    return [_joined([line]) for line in lines]


def wrap_after(
    lead: str, bold: Type, text: str, kind: Type, width: float, used: float = 0.0
) -> list[tuple[str, str]]:
    """Return a text as lines of at most `width` points that begins with words of another type.

    `used`: points that are taken in the first line; it is empty where no word fits beside them.

    Returns
    -------
    list of tuple
        For each line what of `lead` stands in it, then what of the text.
    """
    space = kind.width("a b") - kind.width("ab")
    lines: list[tuple[list[str], list[str]]] = [([], [])]
    for words, own, at in ((lead, bold, 0), (text, kind, 1)):
        for word in _pieces(_words(words), own, width):
            needed = own.width(word)
            # Bold words are measured as one text, whose spaces are its own.
            if used and used + space * 1.1 + needed > width:
                lines.append(([], []))
                used = 0.0
            used += needed + (space * 1.1 if used else 0.0)
            lines[-1][at].append(word)
    return [(_joined(bold_words), _joined(words)) for bold_words, words in lines]


def _words(text: str) -> list[str]:
    """Return what may stand on lines of its own: a space that does not break stays inside."""
    return [word for word in _BREAKING.split(text) if word]


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).replace(NO_BREAK, " ")


def _pieces(words: Sequence[str], kind: Type, width: float) -> list[str]:
    """Return the words, those that are too wide for a line cut into parts that are not."""
    pieces: list[str] = []
    for word in words:
        if NO_BREAK in word and kind.width(word) > width:
            # Too wide for a line: its parts stand together no longer.
            pieces += wrap(word.replace(NO_BREAK, " "), kind, width)
            continue
        rest = word
        while rest and kind.width(rest) > width:
            count = max(1, int(len(rest) * width / kind.width(rest)))
            while count > 1 and kind.width(rest[:count]) > width:
                count -= 1
            pieces.append(rest[:count])
            rest = rest[count:]
        if rest:
            pieces.append(rest)
    return pieces


__all__ = ["BOLD", "LEADING", "REGULAR", "Horizontal", "Page", "Rect", "Type", "millimetres", "wrap"]
