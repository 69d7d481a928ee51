"""A figure as one Word page: map, caption, key findings, legend, what is shown, numbered sources."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from geo.figure.compose import Composed
from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_parts import FONT, MARKING_SIZE
from geo.figure.formats.office.word_fit import (
    MARGINS,
    WordPage,
    caption_of,
    dates_of,
    fitted_page,
    reading,
    source_text,
    table_widths,
)
from geo.figure.formats.office.word_key import write_key
from geo.figure.formats.office.word_parts import (
    CELL,
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
from geo.figure.formats.same_bytes import same_bytes
from geo.figure.mapped import map_picture
from geo.figure.page.heading import small_print
from geo.figure.request import FigureRequest
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.house import House
from geo.figure.sheet.wording import apart, headed, in_both
from geo.figure.shown import Finding, titles
from geo.language import both, t, tn
from geo.model import Language

_PAPERS = {"letter": (215.9, 279.4)}
_A4 = (210.0, 297.0)
_QUIET, _INK = "#45433D", "#141412"
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
    document = new_document(paper, MARGINS, request.view.lang)
    _set_styles(document, page.size, request.house)
    _edges(document, composed, page.drawn)
    _write(document, composed, request, page)
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


def _write(document: Any, composed: Composed, request: FigureRequest, page: WordPage) -> None:
    """Write the page from its title to its sources."""
    lang, drawn = request.view.lang, page.drawn
    order = {one.id: number for number, one in enumerate(page.sources, 1)}
    add(document, "Title", [Piece(drawn.title)])
    for text in apart(request.subtitle) if request.subtitle else []:
        add(document, "Subtitle", [Piece(text)])
    day, others = dates_of(request)
    add(document, "Body Text", [Piece(day, bold=True), Piece(others, colour=_QUIET)])
    content = map_picture(composed.evidence, request, *page.map, request.dpi)
    described = _described(drawn, request, page.findings)
    if page.beside:
        # A cell cuts what is wider than it without its margins.
        widths = [page.map[0] + 2 * CELL, page.width - page.map[0] - 2 * CELL]
        left, right = table(document, 1, widths, lined=False, mirrored=lang == "ar").rows[0].cells
        picture(left.paragraphs[0], content, *page.map, t("Map", lang), described)
        right.paragraphs[0].style = "Heading 2"
        write(right.paragraphs[0], [Piece(headed("legend", lang))])
        write_key(right, page.legend[0], page.size, widths[1], lang)
    else:
        picture(add(document, "Body Text", []), content, *page.map, t("Map", lang), described)
    add(document, "Caption", [Piece(caption_of(drawn, request))])
    if page.findings:
        add(document, "Heading 2", [Piece(in_both(both("Key findings"), lang))])
    for one in page.findings:
        text = f"{one.text}{_cited(one.sources, order)}"
        add(document, "Body Text", [Piece(f"{one.lead} ", bold=True), Piece(text)])
    if not page.beside:
        add(document, "Heading 2", [Piece(headed("legend", lang))])
        columns = len(page.legend)
        made = table(document, 1, [page.width / columns] * columns, lined=False, mirrored=lang == "ar")
        for cell, groups in zip(made.rows[0].cells, page.legend, strict=True):
            write_key(cell, groups, page.size, page.width / columns, lang)
    for heading, text in reading(drawn, request):
        add(document, "Body Text", [Piece(f"{heading}: ", bold=True), Piece(text)])
    _shown(document, page, order, lang)
    add(document, "Heading 2", [Piece(headed("sources", lang))])
    for number, source in enumerate(page.sources, 1):
        pieces = [Piece(f"{number}. "), Piece(source_text(source))]
        add(document, "List", pieces, turned=lang == "ar")
    if left_over := len(drawn.sources) - len(page.sources):
        add(document, "List", [Piece(tn("and {n} more source", "and {n} more sources", left_over, lang))])


def _set_styles(document: Any, size: float, house: House) -> None:
    styled = partial(set_style, document, font=house.fonts.office or FONT)
    styled("Normal", size - 1)
    styled("Title", size * 1.9, bold=True, colour=house.colours.title)
    styled("Subtitle", size * 1.2, colour=house.colours.quiet)
    styled("Caption", size, bold=True, before=1)
    styled("Heading 2", size * 1.15, bold=True, colour=house.colours.title, before=4)
    styled("Heading 3", size - 1, bold=True, before=2)
    styled("Body Text", size, before=1)
    styled("List", size - 1)
    styled("Header", MARKING_SIZE, bold=True, colour=_INK)
    styled("Footer", 6.5, colour=_QUIET)


def _edges(document: Any, composed: Composed, drawn: Drawn) -> None:
    """Write the marking above, and small print and marking below."""
    lang = composed.request.view.lang
    areas = any(layer.layer.colour_by and layer.layer.derive for layer in drawn.layers)
    told = small_print(
        drawn.map_frame, lang, composed.id, composed.version, composed.request.house, areas=areas
    )
    section, marking = document.sections[0], [Piece(f"TLP:{drawn.marking}", bold=True)]
    write(section.footer.paragraphs[0], [Piece(" · ".join(told))])
    for paragraph in (section.header.paragraphs[0], section.footer.add_paragraph(style="Header")):
        align(write(paragraph, marking), "left" if lang == "ar" else "right")
    house = composed.request.house
    if house.logo:
        # On the line of the marking, so that the page is no taller.
        section.header.paragraphs[0].add_run("  ")
        picture(section.header.paragraphs[0], house.logo, *house.logo_size(_LOGO), t("Logo", lang), "")


def _described(drawn: Drawn, request: FigureRequest, said: Sequence[Finding]) -> str:
    """Return what is read out in place of the map, in the language of the figure."""
    lang = request.view.lang
    counted = tn("Map with {n} feature", "Map with {n} features", drawn.features, lang)
    layers = "; ".join(group.name.text("ar" if lang == "ar" else "en") for group in drawn.legend)
    told = " ".join(f"{one.lead} {one.text}" for one in said)
    return f"{caption_of(drawn, request)}. {counted}: {layers}. {told}".strip()


def _shown(document: Any, page: WordPage, order: Mapping[str, int], lang: Language) -> None:
    """Write the table of what is shown, and how many features it has no room for."""
    add(document, "Heading 2", [Piece(in_both(both("What is shown"), lang))])
    lines = [titles(lang)]
    lines += [
        (one.name, one.kind, one.side, one.grade, _cited(one.sources, order).strip()) for one in page.rows
    ]
    made = table(document, len(lines), table_widths(page.width), lined=True, mirrored=lang == "ar")
    is_heading(made.rows[0])
    for number, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell.paragraphs[0], [Piece(text, bold=number == 0)])
    if left := page.all_rows - len(page.rows):
        text = tn("and {n} more feature on the map", "and {n} more features on the map", left, lang)
        add(document, "List", [Piece(text)])


def _cited(sources: Sequence[str], order: Mapping[str, int]) -> str:
    """Return the numbers of sources in brackets; "" where the page lists none of them."""
    numbers = sorted(order[one] for one in sources if one in order)[:3]
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""
