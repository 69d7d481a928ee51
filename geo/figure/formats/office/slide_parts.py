"""What slides are made of: boxes of text in either direction, markings, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Mm, Pt

from geo.figure.formats.office.slide_file import Sheet
from geo.figure.map.labels import Placed
from geo.figure.page.heading import MARKING_COLOURS
from geo.figure.sheet import fonts
from geo.figure.sheet.paper import BOLD, REGULAR, Type, wrap_after
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import by_language, rtl
from geo.view.texts import clean

FONT = "Arial"
"""On every office machine, with Arabic, and a little narrower than the font that texts are measured in."""
INK, QUIET = "#1A1A1A", "#4A473F"
LINE = 1.2
"""Distance of base lines as a share of the type size, as office programs set Arial."""
MARKING_SIZE = 12.0
"""Points: the least that TLP 2.0 asks for."""

_POINT = 25.4 / 72
WIDER = 1.14
"""Width of the font that a program without `FONT` takes, as a share of that which texts are measured in."""
_TITLE_ONLY = 5
"""Layout of the template."""
_COLOUR: Any = RGBColor
_TIGHT, _LOW = 1.02, 2.4
"""Distance of the lines of a name, as on the map; points by which its box is lower than others."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_GLOW = (
    f'<a:effectLst xmlns:a="{_DRAWING}"><a:glow rad="19050"><a:srgbClr val="F6F2EA">'
    '<a:alpha val="85000"/></a:srgbClr></a:glow></a:effectLst>'
)
"""The halo of a name."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `lead` is set in bold before the text, `size` in points.

    `left`: it begins at the left, though it is in Arabic.
    """

    text: str
    size: float
    bold: bool = False
    colour: str = INK
    lead: str = ""
    before: float = 0.0
    left: bool = False

    @property
    def whole(self) -> str:
        """All of its text."""
        return f"{self.lead}{self.text}"

    def height(self, width: float) -> float:
        """Return the millimetres that it takes in a box of `width` millimetres."""
        return (self.lines(width) * self.size * LINE + self.before) * _POINT

    def lines(self, width: float) -> int:
        """Return how many lines it has in a box of `width` millimetres."""
        return _lines(self.lead, self.text, self.size, width, fonts.families(), bold=self.bold)


@lru_cache(maxsize=32_768)  # the same texts are measured for each way to set a page
def _lines(lead: str, text: str, size: float, width: float, _: tuple[str, ...], *, bold: bool) -> int:
    kind = Type(size, BOLD if bold else REGULAR)
    return len(wrap_after(lead, Type(size, BOLD), text, kind, width / _POINT / WIDER))


def tall(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Return the millimetres that paragraphs take in a box of `width` millimetres."""
    return sum(paragraph.height(width) for paragraph in paragraphs)


def new_slide(presentation: Any, title: str, rect: Rect, size: float, colour: str = INK) -> Any:
    """Return a new slide with a native title in a rectangle (millimetres from the upper left corner)."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (
        Mm(length) for length in (rect.x, rect.y, rect.width, rect.height)
    )
    _fill(shape.text_frame, [Paragraph(title, size, bold=True, colour=colour)], MSO_ANCHOR.TOP)
    return slide


def text_box(slide: Any, rect: Rect, paragraphs: Sequence[Paragraph], name: str) -> Any:
    """Add a box of text (millimetres from the upper left corner); `name` is what an editor lists it as."""
    shape = slide.shapes.add_textbox(Mm(rect.x), Mm(rect.y), Mm(rect.width), Mm(rect.height))
    shape.name = name
    _fill(shape.text_frame, paragraphs, MSO_ANCHOR.TOP)
    return shape


def picture(slide: Any, content: bytes, rect: Rect, name: str, text: str) -> Any:
    """Add a picture; `text` is what is read out in its place."""
    shape = slide.shapes.add_picture(
        io.BytesIO(content), Mm(rect.x), Mm(rect.y), Mm(rect.width), Mm(rect.height)
    )
    shape.name = name
    shape._element.nvPicPr.cNvPr.set("descr", clean(text)[:400])  # noqa: SLF001 - python-pptx has no public way
    return shape


def sharp(shape: Any, svg: bytes) -> None:
    """Give a picture its drawing, which programs that know SVG show in the place of its pixels."""
    part, package = shape.part, shape.part.package
    media = Part(package.next_partname("/ppt/media/map%d.svg"), "image/svg+xml", package, svg)
    own = part.relate_to(media, RELATIONSHIP_TYPE.IMAGE)
    # Written out, because python-pptx has no elements for what came after the first edition of the format.
    extension = parse_xml(
        f'<a:extLst xmlns:a="{_DRAWING}"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{_RELATED}" r:embed="{own}"/></a:ext></a:extLst>'
    )
    shape._element.blipFill.find(qn("a:blip")).append(extension)  # noqa: SLF001 - python-pptx has no public way


def label_box(slide: Any, one: Placed, over: Rect) -> None:
    """Add a name of a map, to be moved and written over; `over` is the map, in millimetres from above."""
    box, label = one.box, one.label
    kind = label.kind
    # Room for the letters of another font, which `map_apart` has left free.
    wide, high = box.width * (WIDER + 0.02) + 0.5, max(box.height, len(label.lines) * kind.size * LINE - _LOW)
    rect = Rect(
        over.x + (box.x - (wide - box.width) / 2) * _POINT,
        over.y + over.height - (box.top + (high - box.height) / 2) * _POINT,
        wide * _POINT,
        high * _POINT,
    )
    lines = [Paragraph(line, kind.size, kind.weight == BOLD, kind.colour) for line in label.lines]
    shape = text_box(slide, rect, lines, f"Name: {label.text[:60]}")
    shape.text_frame.word_wrap = False
    for paragraph in shape.text_frame.paragraphs:
        paragraph.line_spacing = Pt(kind.size * _TIGHT)
        paragraph.alignment = PP_ALIGN.CENTER
        for run in paragraph.runs:
            colours = run._r.get_or_add_rPr().find(qn("a:solidFill"))  # noqa: SLF001 - python-pptx has no public way
            colours.addnext(parse_xml(_GLOW))


def mark(slide: Any, sheet: Sheet, marking: str, margin: float, top: float, *, left: bool) -> None:
    """Add a handling marking `margin` millimetres from the right edge, or the left, and `top` from above."""
    text = f"TLP:{marking}"
    width = Type(MARKING_SIZE, BOLD).width(text) * WIDER * _POINT + 5
    high = MARKING_SIZE * _POINT * 1.5
    # A text box, since an autoshape brings the shadow of the theme.
    x = margin if left else sheet.width - margin - width
    shape = slide.shapes.add_textbox(Mm(x), Mm(top), Mm(width), Mm(high))
    shape.name = "Marking"
    shape.fill.solid()
    shape.fill.fore_color.rgb = _COLOUR(0, 0, 0)

    paragraph = Paragraph(text, MARKING_SIZE, bold=True, colour=MARKING_COLOURS[marking])
    _fill(shape.text_frame, [paragraph], MSO_ANCHOR.MIDDLE)
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    shape.text_frame.margin_right = Mm(2)
    shape.text_frame.word_wrap = False


def fill_cell(cell: Any, paragraphs: Sequence[Paragraph]) -> None:
    """Fill a cell of a table, without the colours of the theme."""
    cell.fill.background()
    _fill(cell.text_frame, paragraphs, MSO_ANCHOR.TOP)
    cell.margin_left = cell.margin_right = Mm(1.5)
    cell.margin_top = cell.margin_bottom = Mm(0.5)


def notes(slide: Any, paragraphs: Sequence[str]) -> None:
    """Write the speaker's notes."""
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(clean(text) for text in paragraphs)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            _speak(run)
        if rtl(paragraph.text):
            _turn(paragraph)


def _fill(frame: Any, paragraphs: Sequence[Paragraph], anchor: Any) -> None:
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for i, told in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        paragraph.space_before = Pt(told.before)
        for text, bold in ((told.lead, True), (told.text, told.bold)):
            for piece in by_language(text) if text else []:
                _run(paragraph, clean(piece), told, bold=bold)
        if rtl(told.whole):
            _turn(paragraph, left=told.left)


def _run(paragraph: Any, text: str, told: Paragraph, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    _speak(run)
    run.font.size = Pt(told.size)
    run.font.bold = bold
    run.font.color.rgb = _COLOUR.from_string(told.colour.removeprefix("#").upper())
    run.font.name = FONT
    # The font of Arabic letters is named apart, else the theme picks one.
    complex_script = OxmlElement("a:cs")
    complex_script.set("typeface", FONT)
    run._r.get_or_add_rPr().append(complex_script)  # noqa: SLF001 - python-pptx has no public way


def _speak(run: Any) -> None:
    """Say the language of a run: what reads aloud, or checks spelling, goes by it."""
    run._r.get_or_add_rPr().set("lang", "ar-LY" if rtl(run.text) else "en-GB")  # noqa: SLF001 - no public way


def _turn(paragraph: Any, *, left: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.RIGHT
    paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no public way
