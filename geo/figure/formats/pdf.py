"""A PDF backend of matplotlib that sets Arabic where it belongs, and lets each letter be copied once.

matplotlib moves to a glyph and then adds its kerning once more wherever the font or its subset changes, which
tears Arabic words apart: their dots are glyphs of their own, and come from another subset. Used as
`figure.savefig(..., format="pdf", backend=BACKEND)`.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Any, Final

import matplotlib as mpl
from matplotlib import _text_helpers  # the layout that the backend itself uses
from matplotlib.backend_bases import FigureManagerBase, GraphicsContextBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import FigureCanvasPdf, Op, PdfFile, PdfPages, RendererPdf
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.ft2font import LoadFlags

BACKEND: Final = f"module://{__name__}"

_POINTS_PER_INCH = 72


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
        usual: Any = super().draw_text
        if ismath or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in s):
            usual(gc, x, y, s, prop, angle, ismath, mtext)
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
        for item in _text_helpers.layout(s, own._get_font_ttf(prop)):  # noqa: SLF001 - a backend of its own
            font: Any = item.ft_object
            tracker = file._character_tracker  # noqa: SLF001
            subset, code = tracker.track_glyph(font, item.char, item.glyph_index)
            name = file.fontName(FontPath(font.fname, font.face_index), subset)
            if name != used:
                file.output(name, size, Op.selectfont)
                used = name
            file.output(item.x - at_x, item.y - at_y, Op.textpos)
            at_x, at_y = item.x, item.y
            # A letter and its dots are glyphs of one letter each: the dots must not be copied as a second.
            glyph = font.load_glyph(item.glyph_index, flags=LoadFlags.NO_HINTING)
            dots = glyph.linearHoriAdvance == 0 and not unicodedata.combining(item.char[0])
            if dots:
                file.write(b"/Span <</ActualText <FEFF>>> BDC\n")
            shown = own._encode_glyphs([code], mpl.rcParams["pdf.fonttype"])  # noqa: SLF001
            file.output(shown, Op.show)
            if dots:
                file.write(b"EMC\n")
        file.output(Op.end_text)
        file.output(Op.grestore)


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
        pages = isinstance(filename, PdfPages)
        opened: Any = PdfFile
        file: Any = filename._ensure_file() if pages else opened(filename, metadata=metadata)  # noqa: SLF001
        try:
            file.newPage(width, height)
            own: Any = _Renderer
            mixed: Any = MixedModeRenderer
            renderer = mixed(
                figure,
                width,
                height,
                dpi,
                own(file, dpi, height, width),
                bbox_inches_restore=bbox_inches_restore,
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

__all__ = ["BACKEND", "FigureCanvas", "FigureManager"]
