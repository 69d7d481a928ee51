"""Makes the bytes of a figure, in the process of whoever draws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.evidence import Evidence
from geo.figure.formats.media import FORMATS as MEDIA
from geo.figure.formats.media import PACKED
from geo.figure.request import FigureRequest, file_name, params_of
from geo.figure.sheet.sizes import MM_PER_INCH, PREVIEW_DPI
from geo.web.bodies import Body

if TYPE_CHECKING:
    from geo.figure.compose import Composed

MANY_PIXELS = 20_000_000
"""A figure of more is large: it takes up to ten seconds and some 600 MB. A3 at 300 dpi has 17 million."""
_OF_PIXELS = ("png", "pptx", "docx")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for, checked."""

    request: FigureRequest
    suffix: str
    preview: bool

    @property
    def look(self) -> tuple[object, ...]:
        """What tells one composition of the same evidence from another: all but resolution and format."""
        return tuple(item for item in params_of(self.request).items() if item[0] != "dpi")

    @property
    def large(self) -> bool:
        """Whether it has so many pixels that others should not wait for it."""
        page = self.request.page
        pixels = page.width * page.height * (self.request.dpi / MM_PER_INCH) ** 2
        return not self.preview and self.suffix in _OF_PIXELS and pixels > MANY_PIXELS

    @property
    def key(self) -> tuple[object, ...]:
        """What tells one answer of the same evidence from another."""
        return (*self.look, self.request.dpi, self.suffix, self.preview)


_last: dict[tuple[object, ...], Composed] = {}
"""The composition of the last figure: a file after its preview, or in another format, is made of it."""


def draw(evidence: Evidence, order: Order) -> Body:
    """Return a figure, with what the browser is told beside it; one at a time in a process.

    Raises
    ------
    GeoError
        Saying what cannot be drawn whole.
    """
    from geo.figure.compose import compose  # noqa: PLC0415 - matplotlib takes a second that few visits need
    from geo.figure.formats.writing import packed_bare, rendered  # noqa: PLC0415 - as above

    look = (evidence.version, *order.look)
    held = _last.pop(look, None)
    _last.clear()
    composed = replace(held, request=order.request) if held else compose(evidence, order.request)
    name = file_name(order.request, composed.drawn.title, order.suffix, composed.drawn.marking)
    media = MEDIA[order.suffix]
    if order.request.bare and order.suffix == "png" and not order.preview:
        content, media = packed_bare(composed, name), PACKED
        name = f"{name.removesuffix('.png')}.zip"
    else:
        content = rendered(composed, order.suffix, PREVIEW_DPI if order.preview else None)
    if order.preview or order.suffix != "png":
        # Not after a full picture: its texts would hold on to all of its pixels, which may be 80 MB.
        _last[look] = composed
    kind = "inline" if order.preview else "attachment"
    headers = {
        "x-figure-id": composed.id,
        "x-figure-marking": f"TLP:{composed.drawn.marking}",
        # The shape of the map on the page, which legend and texts decide.
        "x-figure-aspect": f"{composed.map.width / composed.map.height:.4f}",
        "content-disposition": f'{kind}; filename="{name}"',
    }
    return Body.as_it_is(content, media, headers, composed.drawn.marking)
