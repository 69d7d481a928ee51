"""A composed figure -> a file: PNG, PDF, SVG or PPTX, whole or not at all, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.figure.compose import Composed

FORMATS: Mapping[str, str] = {
    "png": "image/png",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Media type by suffix."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about how it was made.

    Attributes
    ----------
    id, version : str
        Figure id, data version.
    params : mapping of str to str
        The texts that `geo.figure.reading.request_from` reads.
    """

    id: str
    version: str
    params: Mapping[str, str]


def rendered(composed: Composed, suffix: str, dpi: int | None = None) -> bytes:
    """Return the figure in a format.

    Parameters
    ----------
    suffix : str
        A key of `FORMATS`.
    dpi : int, optional
        Instead of the request's: `PREVIEW_DPI` for a preview.

    Raises
    ------
    GeoError
        When there is no such format.
    """
    raise NotImplementedError


def write(composed: Composed, path: Path, dpi: int | None = None) -> None:
    """Write the figure in the format of the path's suffix; on any error the path stays as it was.

    Raises
    ------
    GeoError
        When the suffix is of no format, or the file cannot be written (says why).
    """
    raise NotImplementedError


def read_metadata(path: Path) -> Metadata:
    """Return what a written figure says about itself, in any of `FORMATS`.

    Raises
    ------
    GeoError
        When it cannot be read, or is no figure of ours.
    """
    raise NotImplementedError
