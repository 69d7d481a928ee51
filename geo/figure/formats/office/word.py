"""A figure as one Word page: map, caption, key findings, legend, what is shown, numbered sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

from geo.figure.compose import Composed
from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_parts import FONT, MARKING_SIZE
from geo.figure.formats.office.word_fit import (
    ABOVE,
    EDGE,
    FOOTER,
    SIDE,
    WordPage,
    cell_texts,
    fitted_page,
    table_widths,
)
from geo.figure.formats.office.word_key import write_key
from geo.figure.formats.office.word_parts import (
    CELL,
    INK,
    Piece,
    add,
    align,
    is_heading,
    new_document,
    picture,
    set_style,
    table,
    write,
)
from geo.figure.formats.office.word_text import (
    STYLES,
    Text,
    captions_of,
    cited,
    findings_of,
    heading_of,
    more_of,
    order_of,
    reading_of,
)
from geo.figure.formats.same_bytes import same_bytes
from geo.figure.formats.told import counted, small_print_of, source_text
from geo.figure.mapped import map_picture
from geo.figure.request import FigureRequest
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.house import House
from geo.figure.sheet.wording import BOTH, each_of, headed, in_both
from geo.figure.shown import titles
from geo.language import both, both_n, t
from geo.model import Language

_PAPERS = {"letter": (215.9, 279.4)}
_A4 = (210.0, 297.0)
_QUIET, _MARKING = "#45433D", "#141412"
_LOGO = 7.0
"""Millimetres of the height of the logo of a house, in the margin above."""
_MAP_SCALE = "docx-full"
"""The page whose type and symbols a map on a Word page has."""


def word_bytes(composed: Composed, keywords: str, author: str) -> bytes:
    """Return a figure as a DOCX of one page; the same bytes for the same figure.

    Raises
    ------
    GeoError
        When what the figure says has no room on one page.
    """
    request = composed.request.with_size(_MAP_SCALE)
    paper = _PAPERS.get(composed.request.size.partition("-")[0], _A4)
    with drawing():
        page = fitted_page(composed, request, paper)
    # Of the names on the map it is known only now how many have no room.
    content, drawn = map_picture(composed.evidence, request, *page.map, request.dpi)
    page = replace(page, drawn=drawn)
    document = new_document(paper, (SIDE, ABOVE, page.below), EDGE, request.view.lang)
    _set_styles(document, page.size, request.house)
    _edges(document, composed, drawn)
    with drawing():
        _write(document, request, page, content)
    core = document.core_properties
    for name, text in {
        "title": page.drawn.title,
        "subject": f"TLP:{page.drawn.marking}",
        "author": author,
        "last_modified_by": author,
        "identifier": composed.id,
        "language": "ar" if request.view.lang == "ar" else "en",
        "comments": "",
    }.items():
        setattr(core, name, text)
    # Set on the element: python-docx takes 255 characters at most, the format any number.
    core._element.get_or_add_keywords().text = keywords  # noqa: SLF001
    core.created = core.modified = datetime.combine(request.made_on, time())
    core.revision = 1
    stream = io.BytesIO()
    document.save(stream)
    return same_bytes(stream.getvalue())


def _write(document: Any, request: FigureRequest, page: WordPage, content: bytes) -> None:
    """Write the page from its title to its sources; `content` is the map."""
    lang, drawn = request.view.lang, page.drawn
    order = order_of(page.sources)
    put = partial(_put, document)
    put(heading_of(drawn, request))
    described = _described(drawn, request)
    if page.beside:
        # A cell cuts what is wider than it without its margins.
        across = page.map[0] + 2 * CELL
        columns = [(page.width - across) / len(page.legend)] * len(page.legend)
        place, *cells = (
            table(document, 1, [across, *columns], lined=False, mirrored=lang == "ar").rows[0].cells
        )
        picture(place.paragraphs[0], content, *page.map, t("Map", lang), described)
        cells[0].paragraphs[0].style = "Heading 2"
        write(cells[0].paragraphs[0], [Piece(headed("legend", lang))])
    else:
        picture(add(document, "Body Text", []), content, *page.map, t("Map", lang), described)
    put(findings_of(drawn, request, page.findings, order))
    if not page.beside:
        put([Text("Heading 2", headed("legend", lang))])
        columns = [page.width / len(page.legend)] * len(page.legend)
        cells = table(document, 1, columns, lined=False, mirrored=lang == "ar").rows[0].cells
    for cell, groups, width in zip(cells, page.legend, columns, strict=True):
        write_key(cell, groups, page.size, width, lang)
    put(reading_of(drawn, request))
    _shown(document, page, order, lang)
    if left := page.all_rows - len(page.rows):
        put(
            more_of(both_n("and {n} more feature on the map", "and {n} more features on the map", left), lang)
        )
    put([Text("Heading 2", headed("sources", lang))])
    for number, source in enumerate(page.sources, 1):
        pieces = [Piece(f"{number}. "), Piece(source_text(source))]
        add(document, "List", pieces, turned=lang == "ar")
    if left := len(drawn.sources) - len(page.sources):
        put(more_of(both_n("and {n} more source", "and {n} more sources", left), lang))


def _put(document: Any, texts: Iterable[Text]) -> None:
    """Add texts in their styles."""
    for one in texts:
        # The other days than that shown are quieter than it.
        quiet = _QUIET if one.text.startswith(BOTH) else ""
        lead = [Piece(one.lead, bold=True)] if one.lead else []
        add(document, one.style, [*lead, Piece(one.text, colour=quiet)])


def _set_styles(document: Any, size: float, house: House) -> None:
    styled = partial(set_style, document, font=house.fonts.office or FONT)
    colours = {
        "Title": house.colours.title,
        "Subtitle": house.colours.quiet,
        "Heading 2": house.colours.title,
    }
    for name, style in STYLES.items():
        colour = colours.get(name, INK)
        styled(name, style.size(size), bold=style.bold, before=style.before, colour=colour)
    styled("Header", MARKING_SIZE, bold=True, colour=_MARKING)
    styled("Footer", FOOTER, colour=_QUIET)


def _edges(document: Any, composed: Composed, drawn: Drawn) -> None:
    """Write the marking above, and small print and marking below."""
    lang = composed.request.view.lang
    section, marking = document.sections[0], [Piece(f"TLP:{drawn.marking}", bold=True)]
    footer = section.footer
    for place, (_, texts) in enumerate(small_print_of(composed, drawn)):
        paragraph = footer.add_paragraph(style="Footer") if place else footer.paragraphs[0]
        write(paragraph, [Piece(BOTH.join(texts))])
    for paragraph in (section.header.paragraphs[0], footer.add_paragraph(style="Header")):
        align(write(paragraph, marking), "left" if lang == "ar" else "right")
    house = composed.request.house
    if house.logo:
        # On the line of the marking, so that the page is no taller.
        section.header.paragraphs[0].add_run("  ")
        picture(section.header.paragraphs[0], house.logo, *house.logo_size(_LOGO), t("Logo", lang), "")


def _described(drawn: Drawn, request: FigureRequest) -> str:
    """Return what is read out in place of the map: what the page says of it follows as text."""
    languages = each_of(request.view.lang)
    layers = ("; ".join(group.name.text(one) for group in drawn.legend) for one in languages)
    parts = zip(captions_of(drawn, request), languages, layers, strict=True)
    return BOTH.join(f"{caption}. {counted(drawn, one)}: {told}" for caption, one, told in parts)


def _shown(document: Any, page: WordPage, order: Mapping[str, int], lang: Language) -> None:
    """Write the table of what is shown."""
    add(document, "Heading 2", [Piece(in_both(both("What is shown"), lang))])
    lines = [titles(lang)]
    lines += [
        (one.name, one.kind, one.side, one.grade, cited(one.sources, order).strip()) for one in page.rows
    ]
    widths = table_widths(page.width)
    made = table(document, len(lines), widths, lined=True, mirrored=lang == "ar")
    is_heading(made.rows[0])
    for number, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            for place, told in enumerate(cell_texts(text, page.size, width, bold=number == 0)):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                write(paragraph, [Piece(told, bold=number == 0)])
