"""A PDF backend of matplotlib that sets Arabic where it belongs, read in order and each letter once.

matplotlib moves to a glyph and then adds its kerning once more wherever the font or its subset changes, which
tears Arabic words apart: their dots are glyphs of their own, and come from another subset. Here each glyph
has its place, dots are drawn as shapes that are no text, and words follow each other as they are read,
because not every reader orders them by their places. Used as
`figure.savefig(..., format="pdf", backend=BACKEND)`.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import matplotlib as mpl
from matplotlib import _text_helpers  # the layout that the backend itself uses
from matplotlib.backend_bases import FigureManagerBase, GraphicsContextBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import (
    FigureCanvasPdf,
    Name,
    Op,
    PdfFile,
    PdfPages,
    Reference,
    RendererPdf,
    Stream,
)
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.figure.formats.read_order import in_reading_order

BACKEND: Final = f"module://{__name__}"

_POINTS_PER_INCH = 72
_UNSEEN = "\u200e\u200f"
"""Say which way a line runs, and have no shape."""
_NO_INK = 0x200D
"""The joiner, whose glyph is empty and has no width."""


class _Renderer(RendererPdf):
    """Draws texts with Arabic glyph by glyph, each at its own place."""

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Draw one line of text."""
        if ismath or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in s):
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        file: Any = self.file
        own: Any = self
        own.check_gc(gc, gc.get_rgb())
        size = prop.get_size_in_points()
        turn = math.radians(angle)
        file.output(Op.gsave)
        file.output(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), x, y, Op.concat_matrix)
        file.output(Op.begin_text)
        used, at_x, at_y = "", 0.0, 0.0
        items = list(_text_helpers.layout(s, own._get_font_ttf(prop)))  # noqa: SLF001 - a backend of its own
        dots = [item for item in items if _is_dots(item)]
        kept = [item for item in items if not _is_dots(item) and item.char[0] not in _UNSEEN]
        signs = [sign for item in kept for sign in _signs(item)]
        for item in in_reading_order(signs, s):
            font: Any = item.ft_object
            tracker = file._character_tracker  # noqa: SLF001
            subset, code = tracker.track_glyph(font, item.char, item.glyph)
            name = file.fontName(FontPath(font.fname, font.face_index), subset)
            if name != used:
                file.output(name, size, Op.selectfont)
                used = name
            file.output(item.x - at_x, item.y - at_y, Op.textpos)
            at_x, at_y = item.x, item.y
            shown = own._encode_glyphs([code], mpl.rcParams["pdf.fonttype"])  # noqa: SLF001
            file.output(shown, Op.show)
        file.output(Op.end_text)
        for item in dots:
            font = item.ft_object
            font.load_glyph(item.glyph_index, flags=LoadFlags.NO_SCALE)
            # A shape is in 64ths of the units of its font.
            place = Affine2D().scale(64 * size / font.units_per_EM).translate(item.x, item.y)
            file.output(*file.pathOperations(Path(*font.get_path()), place), Op.fill)
        file.output(Op.grestore)

    def begin_faded(self) -> None:
        """Draw what follows into a group, until `end_faded`."""
        self.finalize()
        self.file.begin_group()

    def end_faded(self, opacity: float) -> None:
        """Paint the group at once, at an opacity."""
        self.finalize()
        self.file.end_group(opacity)


class _Sign(NamedTuple):
    """A glyph that is read as a text, and where it stands."""

    ft_object: Any
    char: str
    glyph: int
    x: float
    y: float


def _signs(item: Any) -> Iterator[_Sign]:
    """Yield a glyph; that of a letter with vowel signs as these, from the last, and then the letter alone.

    Readers turn what runs from the right, some of them by glyphs and some by letters, so that each glyph
    must be one letter. The signs themselves are dots, which are drawn as shapes: what is read has no ink.
    The same holds for two letters in one glyph (lam and alef), which fonts of a house have.
    """
    letter, signs = item.char[0], item.char[1:]
    blank = item.ft_object.get_char_index(_NO_INK)
    if not blank or unicodedata.bidirectional(letter) not in ("R", "AL"):
        letter, signs = item.char, ""
    for sign in reversed(signs):
        yield _Sign(item.ft_object, sign, blank, item.x, item.y)
    yield _Sign(item.ft_object, letter, item.glyph_index, item.x, item.y)


def _is_dots(item: Any) -> bool:
    """Tell whether a glyph is the dots of a letter: a letter and its dots are glyphs of one letter each."""
    glyph = item.ft_object.load_glyph(item.glyph_index, flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance == 0 and not unicodedata.combining(item.char[0])


class _File(PdfFile):
    """Writes groups as well: a page paints each as one picture."""

    def __init__(self, *args: Any, **named: Any) -> None:
        self._groups: dict[Name, Reference] = {}
        self._ready: list[Stream] = []
        self._page: Any = None
        super().__init__(*args, **named)

    def begin_group(self) -> None:
        """Write what follows beside the page."""
        name, own = Name(f"Group{len(self._groups)}"), self.reserveObject("group")
        self._groups[name] = own
        self._page = self.currentstream
        extra = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": [0, 0, _POINTS_PER_INCH * self.width, _POINTS_PER_INCH * self.height],
            "Resources": self.resourceObject,
            "Group": {"Type": Name("Group"), "S": Name("Transparency"), "CS": Name("DeviceRGB")},
        }
        self.currentstream = Stream(own.id, None, self, extra)

    def end_group(self, opacity: float) -> None:
        """Paint on the page what was written since `begin_group`."""
        group: Any = self.currentstream
        self._ready.append(group)
        self.currentstream = self._page
        name = next(reversed(self._groups))
        self.output(
            Op.gsave, self.alphaState((opacity, opacity)), Op.setgstate, name, Op.use_xobject, Op.grestore
        )

    def endStream(self) -> None:  # noqa: N802 - matplotlib's name
        """End the page, and write its groups behind it."""
        super().endStream()
        for group in self._ready:
            self.recordXref(group.id)
            group.end()
        self._ready = []

    def writeObject(self, object: Any, contents: Any) -> None:  # noqa: A002, N802 - matplotlib's names
        """Write an object; the one that names all that a page can paint names the groups as well."""
        named = self._groups if object is self.XObjectObject else {}
        super().writeObject(object, {**contents, **named} if named else contents)


class Pages(PdfPages):
    """Several pages in one file, for `savefig` with our backend."""

    def _ensure_file(self) -> Any:
        self._file = self._file or _File(self._filename, metadata=self._metadata)
        return self._file


class FigureCanvas(FigureCanvasPdf):
    """The canvas that `savefig` looks for in this module."""

    def print_pdf(
        self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **_others: Any
    ) -> None:
        """Write the figure as one page, as the canvas of matplotlib does, with our renderer."""
        figure: Any = self.figure
        dpi = figure.dpi
        figure.dpi = _POINTS_PER_INCH
        width, height = figure.get_size_inches()
        pages = isinstance(filename, Pages)
        file = filename._ensure_file() if pages else _File(filename, metadata=metadata)  # noqa: SLF001
        try:
            file.newPage(width, height)
            vector = _Renderer(file, dpi, height, width)
            renderer = MixedModeRenderer(
                figure, width, height, dpi, vector, bbox_inches_restore=bbox_inches_restore
            )
            figure.draw(renderer)
            renderer.finalize()
            if not pages:
                file.finalize()
        finally:
            if pages:
                file.endStream()
            else:
                file.close()


FigureManager = FigureManagerBase
"""Asked for by whoever loads this module as a backend."""

__all__ = ["BACKEND", "FigureCanvas", "FigureManager", "Pages"]
