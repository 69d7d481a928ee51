"""Texts -> a request that the evidence can answer; what cannot be used is refused, all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from geo.evidence import Evidence
from geo.figure.frame import ground_extent
from geo.figure.request import FigureRequest, read_request
from geo.view import IN_FIGURE, Context, PartFault
from geo.view.parts import refuse, unknown_ids
from geo.view.texts import quoted


def request_from(params: Mapping[str, str], evidence: Evidence, today: date) -> FigureRequest:
    """Return the request that texts ask for.

    Parameters
    ----------
    params : mapping of str to str
        As `read_request` reads them.
    evidence : Evidence
        What layers, actors and features there are.
    today : date
        The day drawn when `at` is missing, and the day of making when `made` is.

    Raises
    ------
    GeoError
        With a line for every text that cannot be used, each saying what to do.
    """
    # A layer that is out is known all the same: what to do about it is for the figure to decide.
    request, faults = read_request(params, Context.of(evidence.catalog, today, evidence.broken))
    unknown = unknown_ids(IN_FIGURE, request.view, evidence.layer_of)
    refuse((*faults, *_off_the_ground(request, evidence), *unknown))
    return request


def _off_the_ground(request: FigureRequest, evidence: Evidence) -> tuple[PartFault, ...]:
    extent = request.view.bbox
    if extent is None:
        return ()
    ground = ground_extent(evidence)
    west, south, east, north = extent
    if west >= ground[0] and south >= ground[1] and east <= ground[2] and north <= ground[3]:
        return ()
    asked, reach = (",".join(f"{degrees:g}" for degrees in one) for one in (extent, ground))
    return (PartFault("bbox", f"{quoted(asked)} reaches outside the data; the map has ground for {reach}"),)
