"""What a layer draws fades as one picture, as its canvas does on the screen."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray


def fade(axes: Axes, opacity: float, first: float, last: float) -> None:
    """Let what axes draw from one zorder to another fade as one: nothing shines through what lies over it."""
    if opacity < 1:
        axes.add_artist(_Edge(opacity, first, opens=True))
        axes.add_artist(_Edge(opacity, last, opens=False))


class _Edge(Artist):
    """Where a group begins or ends; matplotlib draws by zorder, and has groups in its backends alone."""

    def __init__(self, opacity: float, zorder: float, *, opens: bool) -> None:
        super().__init__()
        self._opacity, self._opens = opacity, opens
        self.set_zorder(zorder)

    def draw(self, renderer: Any) -> None:
        """Open or close the group in the way of the backend: our PDF, SVG, or pixels."""
        if hasattr(renderer, "begin_faded"):
            if self._opens:
                renderer.begin_faded()
            else:
                renderer.end_faded(self._opacity)
        elif hasattr(renderer, "writer"):
            if self._opens:
                renderer.writer.start("g", opacity=f"{self._opacity:g}")
            else:
                renderer.writer.end("g")
        elif self._opens:
            renderer.start_filter()
        else:
            renderer.stop_filter(self._faded)

    def _faded(self, image: NDArray[np.float64], _dpi: float) -> tuple[NDArray[np.uint8], int, int]:
        # In place: the pixels of a large sheet as floats are hundreds of megabytes, and this copy is ours.
        image *= (255, 255, 255, 255 * self._opacity)
        return np.rint(image, out=image).astype(np.uint8), 0, 0
