"""What figure is wanted, as one frozen value, and as the texts that `geo.figure.reading` reads back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from geo.address import filters_text, opacity_text
from geo.errors import GeoError
from geo.faults import one_of
from geo.figure.sheet.sizes import DPIS, SIZES, Size
from geo.model import Extent, Selection

Faulty = Literal["refuse", "warn"]

LONGEST: Mapping[str, int] = MappingProxyType({"title": 200, "subtitle": 300, "notes": 800})
"""Characters that each text of the briefer may have."""
MOST_CALLOUTS = 12
PARAMS = (
    "layers", "at", "known", "bbox", "lang", "names", "f", "o", "size", "dpi", "title", "subtitle", "marking",
    "notes", "callouts", "made", "faulty", "frames",
)  # fmt: skip
"""Names of the texts that make up a request, in the order in which they are written."""

_NAME_MOST = 40


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """One figure, completely: the same request and the same evidence make the same bytes.

    Attributes
    ----------
    selection : Selection
        Layers, `at`, `known`, `lang`, `names`, `filters` and `opacity` as on the screen; the rest of it is
        not used.
    made_on : date
        Day of making, printed on the figure.
    bbox : tuple of float or None
        West, south, east, north in degrees; shown whole, the frame of the map adds what its shape needs.
        None = Libya.
    size : str
        A key of `SIZES`.
    dpi : int
        One of `DPIS`; for PNG, and for pictures inside other formats.
    title, subtitle, notes : str
        Plain text; an empty title is made from the layers.
    marking : str
        One of `MARKINGS`: features above it are left out and counted. "" = the highest of what is drawn.
    callouts : tuple of str
        Ids of features that get a number on the map and an entry in the key.
    faulty : "refuse" or "warn"
        Whether a layer that is out, or an extent without anything in it, is an error or a warning on the
        figure.
    frames : bool
        Whether forces get frames after APP-6 (neutral and unknown only).
    """

    selection: Selection
    made_on: date
    bbox: Extent | None = None
    size: str = "a4-landscape"
    dpi: int = 300
    title: str = ""
    subtitle: str = ""
    marking: str = ""
    notes: str = ""
    callouts: tuple[str, ...] = ()
    faulty: Faulty = "refuse"
    frames: bool = False

    @property
    def page(self) -> Size:
        """The page that `size` names."""
        return SIZES[self.size]

    def with_size(self, size: str) -> FigureRequest:
        """Return the same figure on another page; raises GeoError for an unknown one."""
        if size not in SIZES:
            raise GeoError(f"size: '{size[:40]}' is not one; {one_of(list(SIZES))}")
        return replace(self, size=size)


def params_of(request: FigureRequest) -> dict[str, str]:
    """Return the texts that `request_from` reads back as this request: canonical, without defaults.

    The day shown, the day of making and the layers are always there, so that the texts mean the same
    tomorrow.
    """
    selection = request.selection
    texts = {
        "layers": ",".join(selection.layers),
        "at": selection.at.isoformat(),
        "known": selection.known.isoformat() if selection.known else "",
        "bbox": ",".join(f"{degrees:.6f}".rstrip("0").rstrip(".") for degrees in request.bbox or ()),
        "lang": "" if selection.lang == "en" else selection.lang,
        "names": selection.names,
        "f": filters_text(selection.filters),
        "o": opacity_text(selection.opacity),
        "size": request.size,
        "dpi": "" if request.dpi == DPIS[1] else str(request.dpi),
        "title": request.title,
        "subtitle": request.subtitle,
        "marking": request.marking,
        "notes": request.notes,
        "callouts": ",".join(request.callouts),
        "made": request.made_on.isoformat(),
        "faulty": "" if request.faulty == "refuse" else request.faulty,
        "frames": "1" if request.frames else "",
    }
    return {name: text for name, text in texts.items() if text}


def request_id(request: FigureRequest, version: str) -> str:
    """Return the id printed on the figure: the same for the same request and the same data, at any dpi.

    Parameters
    ----------
    version : str
        `Evidence.version`.
    """
    texts = {name: text for name, text in params_of(request).items() if name != "dpi"}
    canonical = "\n".join([version, *(f"{name}={text}" for name, text in texts.items())])
    digest = hashlib.sha256(canonical.encode()).hexdigest().upper()
    return f"LBY-{digest[:4]}-{digest[4:8]}"


def file_name(request: FigureRequest, title: str, suffix: str) -> str:
    """Return the name of the file by convention: country, short title, page, day shown.

    Parameters
    ----------
    title : str
        The title as printed; what is not plain Latin in it is left out.
    suffix : str
        "png", "pdf", "svg" or "pptx".

    Examples
    --------
    >>> wanted = FigureRequest(Selection((), date(2026, 11, 24)), date(2026, 11, 25))
    >>> file_name(wanted, "Powers & front: who holds what", "pdf")
    'LBY_powers-front-who-holds-what_A4L_20261124.pdf'
    """
    latin = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    short = "-".join(re.findall(r"[a-z0-9]+", latin))[:_NAME_MOST].strip("-") or "figure"
    return f"LBY_{short}_{request.page.code}_{request.selection.at:%Y%m%d}.{suffix}"
