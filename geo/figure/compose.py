"""Evidence and a request -> the figure, drawn but not yet written: `compose`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.text import Text

from geo.evidence import Evidence
from geo.figure.drawn import Drawn
from geo.figure.request import FigureRequest


@dataclass(frozen=True, slots=True)
class Composed:
    """A figure ready to be written by `geo.figure.writing`.

    Attributes
    ----------
    figure : matplotlib Figure
        One page at its true size; drawn without pyplot, so nothing else holds it.
    drawn : Drawn
        What it shows and says; also what a slide takes its native texts from.
    id : str
        The figure id that is printed on it.
    version : str
        Of the evidence that it was made from.
    texts : tuple of Text
        Every text on the page, for whoever checks that none covers another.
    """

    figure: Figure
    drawn: Drawn
    request: FigureRequest
    id: str
    version: str
    texts: tuple[Text, ...]


def compose(evidence: Evidence, request: FigureRequest) -> Composed:
    """Return the figure of a request.

    Safe in several threads at a time. The evidence is only read.

    Raises
    ------
    GeoError
        What `gather` raises; a missing font, or a letter that no font of ours can show.
    """
    raise NotImplementedError


def map_picture(evidence: Evidence, request: FigureRequest, width: float, height: float, dpi: int) -> bytes:
    """Return the map alone as PNG: graticule, labels, call-out numbers, scale bar, north arrow, locator.

    For a slide, whose texts are its own. The same features in the same colours as `compose`, in a frame of
    this shape.

    Parameters
    ----------
    width, height : float
        Millimetres of the picture.
    """
    raise NotImplementedError


def swatch(kind: str, style: Mapping[str, object], dpi: int) -> bytes:
    """Return a swatch as PNG, 9 x 6 mm on a transparent ground; `kind` and `style` of a `LegendEntry`."""
    raise NotImplementedError
