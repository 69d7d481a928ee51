"""What a Word page is made of: paragraphs of named styles in either direction, pictures, tables without fuss.

The styles are Word's own, and nothing else is formatted but bold and colour: a house template with the same
styles changes the look.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, Literal

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geo.figure.formats.office.slide_parts import FONT
from geo.figure.sheet.wording import by_language, rtl
from geo.model import Language
from geo.view.texts import clean

_LOCALES: Final[Mapping[str, str]] = {"en": "en-GB", "ar": "ar-LY"}
_COLOUR: Any = RGBColor
INK: Final = "#262623"
CELL: Final = 1.0
"""Millimetres of the margin at both sides of a cell."""
_TWENTIETHS = 1440 / 25.4
"""Of a point in a millimetre."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph; `tab`: it goes on from the next stop, `line`: it begins a line."""

    text: str
    bold: bool = False
    colour: str = ""
    tab: bool = False
    line: bool = False


def new_document(
    size: tuple[float, float], margins: tuple[float, float, float], edge: float, lang: Language
) -> Any:
    """Return an empty document of one section.

    Parameters
    ----------
    size : tuple of float
        Width and height of the paper in millimetres.
    margins : tuple of float
        At the sides, above and below, in millimetres.
    edge : float
        Millimetres from header and footer to the edge of the paper.
    """
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in size)
    section.left_margin = section.right_margin = Mm(margins[0])
    section.top_margin, section.bottom_margin = Mm(margins[1]), Mm(margins[2])
    section.header_distance = section.footer_distance = Mm(edge)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), _LOCALES["ar" if lang == "ar" else "en"])
        language.set(qn("w:bidi"), _LOCALES["ar"])
    return document


def set_style(
    document: Any,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    before: float = 0.0,
    font: str = FONT,
) -> None:
    """Set what a style looks like: size and space above it in points."""
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    set_in = style.font
    set_in.name, set_in.size, set_in.bold, set_in.italic = font, Pt(size), bold, False
    set_in.color.rgb = _colour(colour)
    own = style.element.get_or_add_rPr()
    fonts = own.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), font)
    # Arabic letters have a size and a weight of their own.
    for tag, value in (("w:szCs", str(round(size * 2))), ("w:bCs", "1" if bold else "0"), ("w:iCs", "0")):
        for old in own.findall(qn(tag)):
            own.remove(old)
        own.append(_element(tag, value))
    for old in own.findall(qn("w:spacing")):
        own.remove(old)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(0), 1.0
    layout.keep_with_next = False
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def write(paragraph: Any, pieces: Sequence[Piece], *, turned: bool = False) -> Any:
    """Fill a paragraph with pieces of text, from right to left where it begins in Arabic or is `turned`."""
    turned = turned or rtl("".join(one.text for one in pieces))
    if turned:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx has no public way
    for one in chain.from_iterable(map(_spoken, pieces)):
        run = paragraph.add_run()
        if one.line:
            run.add_break()
        if one.tab:
            run.add_tab()
        run.add_text(clean(one.text))
        own = run._r.get_or_add_rPr()  # noqa: SLF001 - as above
        if one.bold:
            run.bold = True
            own.append(OxmlElement("w:bCs"))
        if one.colour:
            run.font.color.rgb = _colour(one.colour)
        arabic = rtl(one.text) or (turned and not any(letter.isalpha() for letter in one.text))
        if arabic:
            own.append(OxmlElement("w:rtl"))
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi" if arabic else "w:val"), _LOCALES["ar" if arabic else "en"])
        own.append(language)
    return paragraph


def _spoken(one: Piece) -> list[Piece]:
    """Return a piece in pieces of one language each."""
    first, *rest = by_language(one.text)
    return [replace(one, text=first), *(replace(one, text=text, tab=False, line=False) for text in rest)]


def add(parent: Any, style: str, pieces: Sequence[Piece], *, turned: bool = False) -> Any:
    """Add a paragraph in a named style; `turned`: from right to left whatever it begins with."""
    return write(parent.add_paragraph(style=style), pieces, turned=turned)


def hang(paragraph: Any, indent: float) -> None:
    """Let the text of a paragraph stand so many millimetres in, what is before its tab beside it."""
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(indent), Mm(-indent)


def align(paragraph: Any, side: Literal["left", "right"]) -> None:
    """Set a paragraph at one side of the page, whichever way it runs."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if side == "left" else WD_ALIGN_PARAGRAPH.RIGHT


def picture(paragraph: Any, content: bytes, width: float, height: float, name: str, text: str) -> None:
    """Add a picture to a paragraph; `text` is what is read out in its place."""
    shape = paragraph.add_run().add_picture(io.BytesIO(content), Mm(width), Mm(height))
    inline = shape._inline  # noqa: SLF001 - python-docx has no public way
    for side in "TBLR":
        # Where nothing is said, LibreOffice keeps 3 mm free at both sides.
        inline.set(f"dist{side}", "0")
    described = inline.docPr
    described.set("name", clean(name)[:80])
    described.set("descr", clean(text)[:1000])


def table(parent: Any, rows: int, widths: Sequence[float], *, lined: bool, mirrored: bool) -> Any:
    """Add a table of columns of fixed widths (millimetres), with lines between its rows or without."""
    made = parent.add_table(rows, len(widths))
    made.autofit = False
    own = made._tbl.tblPr  # noqa: SLF001 - python-docx has no public way
    if lined:
        made.style = "Table Grid"
    if mirrored:
        own.append(OxmlElement("w:bidiVisual"))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = _element(f"w:{side}", "")
        edge.attrib.clear()
        edge.set(qn("w:w"), str(round(CELL * _TWENTIETHS)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    own.append(margins)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return made


def is_heading(row: Any) -> None:
    """Say that a row of a table is its heading, for whoever has it read out."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no public way


def _element(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _colour(text: str) -> Any:
    return _COLOUR.from_string(text.removeprefix("#").upper())
