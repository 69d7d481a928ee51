"""An SVG backend of matplotlib whose letters look alike everywhere: shapes, with the text itself unseen.

A program without our fonts, or one that lets every line run from the left, would set texts wider than their
room and Arabic in the wrong order. The text itself stays, so that it can be found, copied and read out. Used
as `figure.savefig(..., format="svg", backend=BACKEND)`.
"""

from __future__ import annotations

from typing import Any, Final

from matplotlib import cbook
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG

BACKEND: Final = f"module://{__name__}"

_POINTS_PER_INCH = 72


class _Renderer(RendererSVG):
    """Draws each text twice: its shapes, and unseen itself."""

    def _draw_text_as_text(self, *text: Any, **more: Any) -> None:
        own: Any = self
        usual: Any = super()
        own._draw_text_as_path(*text, **more)  # noqa: SLF001 - a backend of its own
        own.writer.start("g", opacity="0")
        usual._draw_text_as_text(*text, **more)  # noqa: SLF001 - a backend of its own
        own.writer.end("g")


class FigureCanvas(FigureCanvasSVG):
    """The canvas that `savefig` looks for in this module."""

    def print_svg(
        self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **_others: Any
    ) -> None:
        """Write the figure as the canvas of matplotlib does, with our renderer."""
        figure: Any = self.figure
        with cbook.open_file_cm(filename, "w", encoding="utf-8") as file:
            dpi, figure.dpi = figure.dpi, _POINTS_PER_INCH
            width, height = figure.get_size_inches()
            own: Any = _Renderer
            mixed: Any = MixedModeRenderer
            across, up = width * _POINTS_PER_INCH, height * _POINTS_PER_INCH
            drawer = own(across, up, file, image_dpi=dpi, metadata=metadata)
            renderer = mixed(figure, width, height, dpi, drawer, bbox_inches_restore=bbox_inches_restore)
            figure.draw(renderer)
            renderer.finalize()


FigureManager = FigureManagerBase
"""Asked for by whoever loads this module as a backend."""

__all__ = ["BACKEND", "FigureCanvas", "FigureManager"]
