"""What a PDF says of itself beyond its pages: its language, that its title is shown, and its bookmarks."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, Fit, NameObject, TextStringObject

from geo.errors import GeoError
from geo.figure.compose import Composed
from geo.figure.sheet.wording import headed, say
from geo.language import t
from geo.model import Language

_ABOVE, _POINTS_PER_INCH = 1.2, 72
"""How far a heading reaches above its base line, as a share of its size; of a page."""


class Mark(NamedTuple):
    """A bookmark: title, page counted from 0, and points from the foot of that page; None = all of it."""

    title: str
    page: int
    top: float | None = None


def with_outline(pdf: bytes, lang: Language, marks: Iterable[Mark]) -> bytes:
    """Return the PDF with its language and bookmarks that are open at first; the same bytes for the same.

    Raises
    ------
    GeoError
        When this is no PDF that can be read.
    """
    stream = io.BytesIO()
    try:
        reader = PdfReader(io.BytesIO(pdf))
        writer = PdfWriter(clone_from=reader)
        writer.pdf_header = reader.pdf_header
        for mark in marks:
            fit = Fit.fit() if mark.top is None else Fit.xyz(left=0, top=mark.top)
            writer.add_outline_item(title=mark.title, page_number=mark.page, fit=fit)
        writer.page_mode = "/UseOutlines"
        root = writer.root_object
        root[NameObject("/Lang")] = TextStringObject("ar" if lang == "ar" else "en")
        # Also when the outline is closed, the title of the window is that of the figure, not the file's name.
        shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
        if lang == "ar":
            shown[NameObject("/Direction")] = NameObject("/R2L")
        root[NameObject("/ViewerPreferences")] = shown
        writer.write(stream)
    except PyPdfError as error:
        raise GeoError(f"bookmarks: this is no PDF that can be read ({error}); write it again") from error
    return stream.getvalue()


def marks_of(composed: Composed) -> list[Mark]:
    """Return the bookmarks of a figure: its title, its map, and the headings of what stands with it."""
    lang = composed.request.view.lang
    headings = {headed(name, lang) for name in ("callouts", "legend", "reading")} | {t("What is shown", lang)}
    sources = f"{say('sources', lang)}:"
    found: dict[str, float] = {}
    for text in sorted(composed.texts, key=lambda one: one.get_zorder()):
        said = text.get_text()
        if said in headings or said == sources:
            size = float(text.get_fontsize())
            found.setdefault(said.rstrip(":"), text.get_position()[1] + size * _ABOVE)
    top = composed.figure.get_size_inches()[1] * _POINTS_PER_INCH
    marks = [Mark(composed.drawn.title, 0, top), Mark(t("Map", lang), 0, composed.map.top)]
    return [*marks, *(Mark(title, 0, high) for title, high in found.items())]
