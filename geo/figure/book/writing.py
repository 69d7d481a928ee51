"""A book -> a file, PDF or PPTX, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geo.evidence import Evidence
from geo.figure.book.book import BookRequest, bound
from geo.figure.book.pages import book_pages
from geo.figure.compose import compose
from geo.figure.formats.writing import save
from geo.figure.sheet import fonts


def write_book(
    evidence: Evidence, asked: BookRequest, path: Path, told: Callable[[str], None]
) -> tuple[str, ...]:
    """Write the book, whole or not at all; return the warnings of its figures.

    Parameters
    ----------
    told : callable
        Is told a line for each figure.

    Raises
    ------
    GeoError
        As `compose` and `save`.
    """
    figures = []
    with fonts.led_by(asked.first.house.fonts.files):
        for i, request in enumerate(asked.requests, 1):
            figures.append(compose(evidence, request))
            told(f"[{i}/{len(asked.requests)}] {figures[-1].drawn.title}")
        book = bound(evidence, asked, figures)
        if path.suffix.lower() == ".pptx":
            from geo.figure.book.slides import book_slides  # noqa: PLC0415 - only slides need python-pptx and its start

            save(book_slides(evidence, book), path)
        else:
            save(book_pages(book), path)
    return tuple(f"{one.drawn.title}: {warning}" for one in figures for warning in one.drawn.warnings)
