"""The formats of a figure and of a book, by suffix. Draws nothing, so that a wrong one is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geo.errors import GeoError
from geo.faults import one_of

FORMATS: Mapping[str, str] = {
    "png": "image/png",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Media type by suffix."""
PACKED = "application/zip"
"""Media type of a bare map with what lies beside it."""
BOOKS = ("pdf", "pptx")
"""Formats of a book."""


def with_size(texts: Mapping[str, str], suffix: str) -> dict[str, str]:
    """Return the texts of a figure; a slide for which no size is asked has the shape of a screen."""
    return {**({"size": "16x9"} if suffix == "pptx" else {}), **texts}


def require_format(suffix: str) -> None:
    """Raise GeoError unless there is such a format."""
    if suffix not in FORMATS:
        raise GeoError(f"format: '{suffix[:20]}' is not one; {one_of(list(FORMATS))}")


def require_place(path: Path, option: str) -> None:
    """Raise GeoError unless a file can be put there."""
    if not path.parent.is_dir():
        raise GeoError(f"{option}: there is no folder '{path.parent}'; make it, or give another path")
    if path.is_dir():
        raise GeoError(f"{option}: '{path}' is a folder; give the name of a file")
