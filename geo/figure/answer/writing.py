"""A question -> its answer as a file: PDF to print, or its diagram as SVG or PNG."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import shapely

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.evidence.resolving import Names as Known
from geo.figure.answer.diagram import diagram_page
from geo.figure.answer.sheet import pdf_of, sheets
from geo.figure.formats.svg_text import svg_of
from geo.figure.formats.writing import SOFTWARE
from geo.figure.frame import LIBYA
from geo.figure.request import FigureRequest
from geo.figure.sheet.drawing import drawing
from geo.language import worded
from geo.model import Extent, Language
from geo.questions.asking import question, written
from geo.questions.asking.kinds import Actor, Place
from geo.questions.asking.parameters import declared
from geo.scene.asked import asked
from geo.view import Asked, Context, first_view
from geo.words.names import Name, Names

FORMATS: Final = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
"""Media types; svg and png are of the diagram."""
_DPI: Final = 200
_CONTROL: Final = "control"
_ASKED: Final = "asked"
_ROUND: Final = 0.12
_LEAST: Final = 2.0
"""Degrees on each side that a map of an answer shows at least."""
_WHOLE: Final = 0.6
"""Share of the country's width from which the whole country is shown."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The bytes, how they are marked, and a name for the file."""

    content: bytes
    marking: str
    name: str


def answer_file(
    evidence: Evidence, question_id: str, parameters: Any, form: str, lang: Language, made_on: date
) -> AnswerFile:
    """Return an answer in one of `FORMATS`.

    Raises
    ------
    GeoError
        When it has no diagram, or what it needs is out.
    """
    document = asked(question_id, parameters, evidence)
    title = title_of(evidence, question_id, parameters)
    name = f"{question_id}-{document['days'].get('at', made_on.isoformat())}.{form}"
    if form != "pdf":
        return _picture(document, form, lang, name)
    request = FigureRequest(
        replace(
            first_view(Context.of(evidence.catalog, made_on)),
            layers=tuple(name for name in evidence.catalog if name == _CONTROL),
            at=date.fromisoformat(document["days"].get("at", made_on.isoformat())),
            known=parameters.known,
            recorded=parameters.recorded,
            names=getattr(parameters, "names", ""),
            lang=lang,
            bbox=_extent(document),
            ask=Asked(question_id, tuple(written(parameters).items())),
        ),
        faulty="warn",
        made_on=made_on,
    )
    with drawing(f"{evidence.version} {name}"):
        pages, marking = sheets(evidence, document, title, request)
        return AnswerFile(pdf_of(pages, title.text(lang), marking, made_on, lang), marking, name)


def _picture(document: dict[str, Any], form: str, lang: Language, name: str) -> AnswerFile:
    if not document["diagram"]:
        raise GeoError(
            worded(
                "format: the answer has no diagram; ask for pdf, or another question than {id}",
                id=document["id"],
            )
        )
    marking = document["marking"]
    with drawing(name):
        page = diagram_page(document, lang)
        title = document["diagram"]["title_ar" if lang == "ar" else "title"]
        if form == "svg":
            about = {"Title": title, "Rights": f"TLP:{marking}", "Creator": SOFTWARE, "Date": None}
            return AnswerFile(svg_of(page.figure, page.texts, _DPI, about), marking, name)
        stream = io.BytesIO()
        page.figure.savefig(stream, format="png", dpi=_DPI, metadata={"Title": title, "Software": SOFTWARE})
        return AnswerFile(stream.getvalue(), marking, name)


def title_of(evidence: Evidence, question_id: str, parameters: Any) -> Name:
    """Return what an answer is about: the names of what it asks about, else the question."""
    one = question(question_id)
    named = []
    for name, parameter in declared(one.parameters).items():
        about = getattr(parameters, name)
        if about and isinstance(parameter.kind, Actor):
            named.append(Names.of(evidence, getattr(parameters, "names", "")).actors.name(about))
        elif about and isinstance(parameter.kind, Place):
            named.append(_place(evidence, about))
    if not named:
        return Name(one.title, one.title_ar)
    return Name(", ".join(name.text("en") for name in named), "، ".join(name.text("ar") for name in named))


def _place(evidence: Evidence, about: str) -> Name:
    try:
        frame = evidence.layer(evidence.layer_of(about))
    except UnknownId:
        found = Known.known(evidence).ids.get(about)
        return Name(found.name if found else about)
    row = frame[frame["id"] == about].iloc[0]
    return Name(str(row["name_en"]), str(row["name_ar"]))


def _extent(document: dict[str, Any]) -> Extent | None:
    """Return the ground of what the answer shows, with room round it; None = the country."""
    placed = [one for one in document["map"]["features"] if one["geometry"]]
    # What is asked about is the ground of the map, also where what belongs to it reaches further.
    chosen = [one for one in placed if one["properties"]["role"] == _ASKED] or placed
    shapes = [shapely.geometry.shape(one["geometry"]) for one in chosen]
    within = [one for one in shapes if shapely.box(*LIBYA).intersects(one.centroid)]
    if not within:
        return None
    west, south, east, north = shapely.total_bounds(within)
    aside = max(_LEAST, (east - west) * (1 + 2 * _ROUND)), max(_LEAST, (north - south) * (1 + 2 * _ROUND))
    if aside[0] > _WHOLE * (LIBYA[2] - LIBYA[0]) or aside[1] > _WHOLE * (LIBYA[3] - LIBYA[1]):
        return None
    x, y = (west + east) / 2, (south + north) / 2
    return (x - aside[0] / 2, y - aside[1] / 2, x + aside[0] / 2, y + aside[1] / 2)
