"""The file of slides: its page, at any size that a figure can have, and its fixed bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu

from geo.figure.formats.same_bytes import same_bytes
from geo.figure.sheet.sizes import SIZES, Rect, Size
from geo.model import Language
from geo.view.texts import clean

SCREEN = "16x9"
"""The size of a slide where none is asked for, and whose type and symbols all slides are laid out in."""
_EMU, _STEP = 36_000, 127
"""Units of the format in a millimetre, and to which a slide is rounded: a hundredth of a point."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A slide as it is laid out: in the type of a screen, `by` times smaller than it will be.

    Attributes
    ----------
    width, height : float
        Millimetres of the layout.
    """

    width: float
    height: float
    by: float = 1.0

    @classmethod
    def of(cls, size: Size) -> Sheet:
        """Return the slide of a size, whose type is to its page as that of 16:9 is to the screen."""
        by = size.scale / SIZES[SCREEN].scale
        return cls(size.width / by, size.height / by, by)

    def turned(self, rect: Rect, lang: Language) -> Rect:
        """Return the place of a rectangle: in Arabic from the other edge."""
        return replace(rect, x=self.width - rect.x - rect.width) if lang == "ar" else rect

    @property
    def wide(self) -> bool:
        """Whether it has the shape of a screen."""
        screen = SIZES[SCREEN]
        return self.width / self.height > screen.width / screen.height * 0.95


def new_presentation(sheet: Sheet) -> Any:
    """Return an empty presentation of slides of this layout, without the template's picture of itself."""
    presentation = Presentation()
    across, down = (
        Emu(round(length * sheet.by * _EMU / _STEP) * _STEP) for length in (sheet.width, sheet.height)
    )
    master = presentation.slide_master
    for holder in (master, *master.slide_layouts):
        for shape in holder.placeholders:
            # The template is 4:3; whoever adds a slide wants its boxes across the whole page. Those that
            # take their place from the master have none of their own, and keep it so.
            if shape.element.spPr.find(qn("a:xfrm")) is not None:
                left, top, width, height = shape.left, shape.top, shape.width, shape.height
                shape.left, shape.width = (
                    Emu(one * across // presentation.slide_width) for one in (left, width)
                )
                shape.top, shape.height = (
                    Emu(one * down // presentation.slide_height) for one in (top, height)
                )
    presentation.slide_width, presentation.slide_height = across, down
    package = presentation.part.package
    for name, relation in list(package._rels.items()):  # noqa: SLF001 - python-pptx has no public way
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(name)
    return presentation


def _resized(presentation: Any, by: float) -> None:
    """Make everything on the slides `by` times as large as it was laid out, type and lines too."""
    for slide in presentation.slides:
        for element in slide.shapes._spTree.iter():  # noqa: SLF001 - python-pptx has no public way
            for name in _LENGTHS.get(element.tag, ()):
                if element.get(name) is not None:
                    element.set(name, str(round(int(element.get(name)) * by)))


def _set_in(presentation: Any, font: str) -> None:
    for slide in presentation.slides:
        for element in slide.shapes._spTree.iter(qn("a:latin"), qn("a:cs")):  # noqa: SLF001 - as above
            element.set("typeface", font)


def packed(
    presentation: Any, properties: dict[str, str], made_on: date, by: float = 1.0, font: str = ""
) -> bytes:
    """Return the file: the same bytes for the same slides.

    Parameters
    ----------
    properties : dict of str to str
        Core properties by their name in python-pptx: title, subject, keywords, identifier, author.
    by : float
        That of the `Sheet` on which the slides were laid out.
    font : str
        Of the texts; "" = as they are.
    """
    if font:
        _set_in(presentation, font)
    if by != 1:
        _resized(presentation, by)
    core = presentation.core_properties
    for name in (
        "title",
        "subject",
        "keywords",
        "identifier",
        "author",
        "last_modified_by",
        "comments",
        "category",
    ):
        # Set on the element: python-pptx takes 255 characters at most, the format any number.
        element = getattr(core._element, f"get_or_add_{_ELEMENTS.get(name, name)}")()  # noqa: SLF001
        element.text = clean(properties.get(name, ""))
    core.created = core.modified = datetime.combine(made_on, time())
    core.revision = 1
    stream = io.BytesIO()
    presentation.save(stream)
    return same_bytes(stream.getvalue())


_LENGTHS: Mapping[str, tuple[str, ...]] = {
    qn(tag): tuple(names.split())
    for tag, names in {
        "a:off": "x y", "a:ext": "cx cy", "a:rPr": "sz", "a:spcPts": "val", "a:glow": "rad",
        "a:bodyPr": "lIns rIns tIns bIns", "a:gridCol": "w", "a:tr": "h", "a:tcPr": "marL marR marT marB",
    }.items()
}  # fmt: skip
"""Attributes that are lengths, by the element that has them."""
_ELEMENTS = {"author": "creator", "last_modified_by": "lastModifiedBy", "comments": "description"}
