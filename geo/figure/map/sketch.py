"""What was drawn by hand, over the evidence and below the names, as on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from geo.figure.frame import Frame, Placing
from geo.scene import style
from geo.scene.sketching import Sketched, sketched

_ROUND = {"capstyle": "round", "joinstyle": "round"}


def in_frame(text: str, frame: Frame) -> tuple[Sketched, ...]:
    """Return the shapes of a view of which a frame shows something."""
    return tuple(
        one
        for one in sketched(text)
        if any(
            frame.box.intersects(shapely.LineString(frame.project(path)))
            for path in (*one.paths, one.dots.repeat(2, axis=0))
        )
    )


def draw_sketch(axes: Axes, shapes: Sequence[Sketched], placing: Placing, unit: float, zorder: float) -> None:
    """Draw shapes: lines with a light casing, and a dot at each position that was set."""
    look = style().sketch
    frame = placing.frame
    paths = [placing.points(frame.project(path)) for one in shapes for path in one.paths]
    dots = [placing.points(frame.project(one.dots)) for one in shapes]
    for colour, width, radius, step in (
        (look.casing, look.casing_width, look.dot, 0.0),
        (look.core, look.width, look.core_dot, 0.01),
    ):
        axes.add_collection(
            LineCollection(paths, colors=colour, linewidths=width * unit, zorder=zorder + step, **_ROUND),
            autolim=False,
        )
        for points in dots:
            axes.scatter(
                points[:, 0], points[:, 1], s=(2 * radius * unit) ** 2, c=colour, linewidths=0,
                zorder=zorder + step,
            )  # fmt: skip
