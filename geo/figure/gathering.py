"""Evidence and a request -> what the figure draws, names and leaves out, as values. Draws nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import GeoError, InvalidLayer
from geo.evidence import Evidence
from geo.figure.drawn import Callout, Drawn, DrawnLayer, LeftOut, LegendEntry, LegendGroup, Name, SourceLine
from geo.figure.filtering import passing, stale_left_out
from geo.figure.framing import Frame, ground_extent
from geo.figure.naming import Naming
from geo.figure.request import FigureRequest
from geo.look import class_style, look, side_style
from geo.model import MARKINGS, Layer, highest_marking, split
from geo.validity import stale_on, valid_on

CONTESTED_SIDES = 2
BASE = "Base"
"""The group of layers that the others stand on."""


def gather(evidence: Evidence, request: FigureRequest, frame: Frame) -> Drawn:
    """Return what a figure shows in a frame.

    Raises
    ------
    GeoError
        Unless the request only wants a warning: a line for every layer that is out, for a frame in which
        nothing is drawn, for a call-out that is not drawn, and for a frame that reaches beyond the ground.
    """
    naming = Naming(evidence, request.selection.names)
    wanted = [name for name in evidence.catalog if name in request.selection.layers]
    problems = [
        f"layer '{name}' is out: {evidence.broken[name]}"
        for name in request.selection.layers
        if name not in evidence.catalog
    ]
    layers: list[DrawnLayer] = []
    counts = LeftOut()
    for name in wanted:
        try:
            rows = evidence.layer(name, request.selection.known)
        except InvalidLayer as error:
            problems.append(str(error))
            continue
        drawn, out = _drawn(evidence.catalog[name], rows, request, frame, naming)
        counts = _added(counts, out)
        if len(drawn.frame):
            layers.append(drawn)
    if not layers:
        problems.append(
            "nothing is drawn in this extent on this day; widen it, choose other layers or another day"
        )
    callouts, missing = _callouts(layers, request, frame)
    problems += missing
    problems += _beyond(evidence, frame)
    if problems and request.faulty == "refuse":
        raise GeoError("\n".join(problems))
    frames = [layer.frame for layer in layers]
    return Drawn(
        title=title_of(evidence, request),
        map_frame=frame,
        layers=tuple(layers),
        legend=tuple(_group(layer, naming) for layer in reversed(layers)),
        sources=_sources(evidence, frames),
        reliability=max((str(grade) for rows in frames for grade in rows["reliability"]), default=""),
        credibility=max((str(grade) for rows in frames for grade in rows["credibility"]), default=""),
        left_out=counts,
        marking=_marking(request, frames),
        callouts=callouts,
        warnings=tuple(problems),
        stale=any(bool(rows["stale"].any()) for rows in frames),
        coarse=any(
            bool((rows["precision_m"].fillna(0) >= look()["state"]["coarse"]["from_m"]).any())
            for rows in frames
        ),
    )


def _drawn(
    layer: Layer, rows: gpd.GeoDataFrame, request: FigureRequest, frame: Frame, naming: Naming
) -> tuple[DrawnLayer, LeftOut]:
    """Return the features of a layer in the frame, and how many others are not drawn."""
    selection = request.selection
    true = valid_on(rows, selection.at)
    stale = stale_on(true, selection.at, layer.review_after_days)
    passes = passing(true, layer.id, selection.filters, selection.at, stale)
    old = int(stale_left_out(true, layer.id, selection.filters, selection.at, stale).sum())
    kept = true[passes]
    placed = kept.geometry.notna() & ~kept.geometry.is_empty
    allowed = _allowed(kept["marking"], request.marking)
    shapes = _projected(kept.geometry[placed], frame)
    inside = pd.Series(False, index=kept.index)
    inside[placed] = shapely.intersects(shapes, frame.box)
    shown = kept[inside & allowed].copy()
    shown["stale"] = stale[shown.index]
    shown = shown.set_geometry(
        gpd.GeoSeries(shapes[(inside & allowed)[placed].to_numpy()], index=shown.index, crs=frame.crs)
    )
    shown["style"] = _styles(layer, shown, naming)
    shown["colours"] = [_colours(row, naming) for row in shown.to_dict("records")]
    out = LeftOut(
        unplaced=int((~placed & allowed).sum()),
        stale=old,
        filtered=len(true) - len(kept) - old,
        above_marking=int((inside & ~allowed).sum()),
        outside=int((placed & ~inside & allowed).sum()),
    )
    opacity = selection.opacity.get(layer.id, 1.0)
    return DrawnLayer(layer, naming.layer(layer), shown.reset_index(drop=True), opacity), out


def _projected(shapes: gpd.GeoSeries, frame: Frame) -> Any:
    """Return the shapes in metres of the frame."""
    return shapely.transform(shapes.to_numpy(), frame.project)


def _allowed(markings: pd.Series[str], most: str) -> pd.Series[bool]:
    """Tell which markings are not above `most`, "" being no limit; what is no marking is above any."""
    if not most:
        return pd.Series(True, index=markings.index)
    allowed = MARKINGS[: MARKINGS.index(most) + 1]
    return markings.isin(allowed)


def _styles(layer: Layer, rows: pd.DataFrame, naming: Naming) -> list[dict[str, Any]]:
    """Return how each feature is drawn; the side of its actor picks the colour where the layer says so."""
    styles = {name: class_style(layer, style) for name, style in layer.classes.items()}
    if layer.colour_by != "actor":
        return [styles[name] for name in rows["class"]]
    sides = {actor: side_style(str(row["side"])) for actor, row in naming.actors.items()}
    return [
        {**styles[name], **_paint(sides[actor])} if actor in sides else styles[name]
        for name, actor in zip(rows["class"], rows["actor"], strict=True)
    ]


def _paint(style: Mapping[str, str]) -> dict[str, str]:
    return {part: style[part] for part in ("colour", "edge", "ink")}


def _colours(row: Mapping[Any, Any], naming: Naming) -> tuple[str, ...]:
    """Return the colour of an area, or those of the first two sides that contest it."""
    palette = look()["palette"]
    sides = dict.fromkeys(naming.side_of(actor) for actor in split(str(row.get("actors") or "")))
    colours = tuple(palette[key]["colour"] for key in sides if key)
    return colours[:CONTESTED_SIDES] or (row["style"]["colour"],)


def _group(drawn: DrawnLayer, naming: Naming) -> LegendGroup:
    """Return the entries of a layer: one for each look, then the sides where these pick the colour."""
    seen = set(drawn.frame["class"])
    alike: dict[str, list[dict[str, Any]]] = {}
    for name, declared in drawn.layer.classes.items():
        if name in seen:
            style = class_style(drawn.layer, declared)
            shown = {
                part: value for part, value in style.items() if part not in ("name", "title", "title_ar")
            }
            alike.setdefault(repr(shown), []).append(style)
    entries = [
        LegendEntry(
            Name(
                ", ".join(style["title"] for style in styles),
                "، ".join(style["title_ar"] or style["title"] for style in styles),
            ),
            styles[0]["kind"],
            styles[0],
            tuple(style["name"] for style in styles),
        )
        for styles in alike.values()
    ]
    return LegendGroup(drawn.layer.id, drawn.name, (*entries, *_sides(drawn, naming)))


def _sides(drawn: DrawnLayer, naming: Naming) -> list[LegendEntry]:
    if drawn.layer.colour_by != "actor":
        return []
    lists = drawn.frame["actors"] if "actors" in drawn.frame else drawn.frame["actor"]
    keys = {naming.side_of(actor) for text in lists for actor in split(str(text or ""))} - {""}
    palette = look()["palette"]
    return [LegendEntry(naming.side(key), "side", dict(palette[key])) for key in palette if key in keys]


def _sources(evidence: Evidence, frames: Iterable[pd.DataFrame]) -> tuple[SourceLine, ...]:
    """Return the cited sources; one that the table does not hold is named by its id, not dropped."""
    cited: dict[str, int] = {}
    for rows in frames:
        for text in rows["sources"]:
            for source_id in split(str(text or "")):
                cited[source_id] = cited.get(source_id, 0) + 1
    table = evidence.tables.get("sources")
    records = {} if table is None else {row["id"]: row for row in table.to_dict("records")}
    lines = [
        SourceLine(
            name,
            str(records[name]["publisher"]) if name in records else name,
            str(records[name]["title"]) if name in records else "",
            str(records[name]["date"]) if name in records else "",
            count,
        )
        for name, count in cited.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.features, line.publisher, line.date, line.id)))


def _marking(request: FigureRequest, frames: Sequence[pd.DataFrame]) -> str:
    """Return the highest marking drawn, or the one that was asked for when that is stricter."""
    drawn = (str(marking) for rows in frames for marking in rows["marking"])
    return highest_marking([*drawn, request.marking or MARKINGS[0]])


def _callouts(
    layers: Sequence[DrawnLayer], request: FigureRequest, frame: Frame
) -> tuple[tuple[Callout, ...], list[str]]:
    """Return the numbered features, and what is wrong with those that cannot be numbered."""
    found: list[Callout] = []
    problems = []
    for feature_id in request.callouts:
        holder = next((layer for layer in layers if (layer.frame["id"] == feature_id).any()), None)
        if holder is None:
            problems.append(
                f"call-out '{feature_id}' is not drawn here on this day; leave it out or draw its layer"
            )
            continue
        row = holder.frame[holder.frame["id"] == feature_id].iloc[0]
        visible = row.geometry.intersection(frame.box)
        point = visible if visible.geom_type == "Point" else visible.representative_point()
        name = Name(str(row["name_en"]), str(row["name_ar"] or ""))
        found.append(
            Callout(
                len(found) + 1, feature_id, holder.layer.id, name, str(row["summary"]), (point.x, point.y)
            )
        )
    return tuple(found), problems


def _beyond(evidence: Evidence, frame: Frame) -> list[str]:
    """Return a problem when the frame shows more than there is ground for."""
    west, south, east, north = ground_extent(evidence)
    edge = frame.edge()
    inside = (edge[:, 0] >= west) & (edge[:, 0] <= east) & (edge[:, 1] >= south) & (edge[:, 1] <= north)
    if bool(np.all(inside)):
        return []
    reach = f"{west:g},{south:g},{east:g},{north:g}"
    return [
        f"the frame of the map reaches beyond its ground ({reach}); ask for a smaller extent or another size"
    ]


def title_of(evidence: Evidence, request: FigureRequest) -> str:
    """Return the title: the one asked for, or one made of the uppermost layers."""
    lang = request.selection.lang
    naming = Naming(evidence, request.selection.names)
    layers = [layer for layer in evidence.catalog.values() if layer.id in request.selection.layers]
    named = [layer for layer in reversed(layers) if layer.group != BASE] or layers
    names = [naming.layer(layer).text("ar" if lang == "ar" else "en") for layer in named]
    country = "ليبيا" if lang == "ar" else "Libya"
    most = 3
    more = f" + {len(names) - most}" if len(names) > most else ""
    listed = ("، " if lang == "ar" else ", ").join(names[:most])
    return request.title or (f"{country}: {listed}{more}" if listed else country)


def _added(one: LeftOut, other: LeftOut) -> LeftOut:
    return LeftOut(
        one.unplaced + other.unplaced,
        one.stale + other.stale,
        one.filtered + other.filtered,
        one.above_marking + other.above_marking,
        one.outside + other.outside,
    )
