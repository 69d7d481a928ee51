"""Makes the bytes of layers, downloads and answers, in the process of whoever is told to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shapely import box

from geo.evidence import Evidence
from geo.evidence.believing import believed
from geo.export import Scope, archive, gather
from geo.model import Extent, Language, highest_marking
from geo.questions.asking import as_csv, as_text
from geo.questions.asking.workbook import XLSX, as_workbook
from geo.scene import name_documents, names_on_areas, sizes_of
from geo.scene.asked import asked
from geo.scene.layers import NAMELESS
from geo.scene.lettering.ground import names_of_chips
from geo.web.bodies import GEOJSON, Body, feature_collection
from geo.web.features import featured

FORMATS = ("json", "csv", "xlsx", "geojson", "text", "pdf", "svg", "png")
"""How an answer may be sent; svg and png are of its diagram."""
DRAWN = ("pdf", "svg", "png")
"""Those that are drawn."""


def layer_body(
    evidence: Evidence,
    layer_id: str,
    days: tuple[tuple[date, date] | None, date | None, date | None],
    bbox: Extent | None,
    without: str = "",
) -> Body:
    """Return the features of a layer with their looks; raises GeoError where it cannot be computed.

    Parameters
    ----------
    days : tuple of date or None
        The first and the last day shown, published by, in this data set by; None = all times, as now, as now.
    without : str
        Who is not believed, as of `believed`; "" = everybody is.

    Raises
    ------
    UnknownId
        When there is no such publisher or side.
    """
    evidence = believed(evidence, without)
    span, known, recorded = days
    layer = evidence.catalog[layer_id]
    frame, looks = featured(
        evidence,
        layer_id,
        span,
        (known, recorded),
        None if bbox is None else box(*bbox),
    )
    frame = frame.assign(look=looks.index)
    if layer.size_by:
        frame = frame.assign(px=sizes_of(layer, frame))
    if layer.colour_by:
        frame = frame.assign(sides=["|".join(sides) for sides in looks.sides])
    if below := names_of_chips(evidence, layer):
        stood = [below.get(own, NAMELESS) for own in frame["id"]]
        frame = frame.assign(below_en=[one.en for one in stood], below_ar=[one.ar for one in stood])
    document = feature_collection(frame, layer_id)
    names = name_documents(evidence, names_on_areas(evidence, layer, known, recorded))
    more = {**looks.document(), **({"names": names} if names else {})}
    # What is derived may rest on more than its features say.
    marking = None if layer.derive else highest_marking(frame["marking"])
    return Body.of({**document, **more}, GEOJSON, marking)


def archive_body(evidence: Evidence, wanted: Scope, form: str) -> Body:
    """Return layers to take away, zipped; raises GeoError where one cannot be computed."""
    extract = gather(evidence, wanted)
    return Body.as_it_is(archive(extract, form), "application/zip", marking=extract.marking)


def answer_picture(
    evidence: Evidence, question: str, parameters: Any, as_file: tuple[str, Language, date]
) -> Body:
    """Return an answer as a file: its form, language and day of making; raises GeoError as `answer_file`."""
    from geo.figure.answer.writing import FORMATS as MEDIA  # noqa: PLC0415 - matplotlib takes a second
    from geo.figure.answer.writing import answer_file  # noqa: PLC0415 - as above

    form, lang, made_on = as_file
    made = answer_file(evidence, question, parameters, form, lang, made_on)
    kind = "attachment" if form == "pdf" else "inline"
    headers = {"content-disposition": f'{kind}; filename="{made.name}"'}
    return Body.as_it_is(made.content, MEDIA[form], headers, made.marking)


def answer_body(
    evidence: Evidence, question: str, parameters: Mapping[str, Any], form: str = "json", table: str = ""
) -> Body:
    """Return the answer to a question in one of `FORMATS`; raises GeoError where what it needs is out."""
    document = asked(question, parameters, evidence)
    if form == "csv":
        # The mark without which spreadsheets do not show Arabic.
        return Body.of_bytes(as_csv(document, table).encode("utf-8-sig"), "text/csv")
    if form == "xlsx":
        return Body.as_it_is(as_workbook(document), XLSX)
    if form == "text":
        return Body.of_bytes(as_text(document).encode(), "text/plain; charset=utf-8")
    if form == "geojson":
        return Body.of(document["map"], GEOJSON)
    return Body.of(document)
