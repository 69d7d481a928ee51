"""The ready figures of presets.toml: what each shows, and what it is called in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import shapely

from geo.errors import GeoError, InvalidDeclaration
from geo.evidence import Evidence
from geo.faults import did_you_mean, one_of
from geo.figure.frame import LIBYA, outlined
from geo.figure.gathering import scene_of
from geo.figure.reading import request_from
from geo.figure.request import FigureRequest, texts_of
from geo.figure.sheet.sizes import SIZES
from geo.figure.sheet.wording import BOTH
from geo.model import Language
from geo.words.names import Name

FILE = Path(__file__).with_name("presets.toml")

_WORDS = ("title", "title_ar", "subtitle", "subtitle_ar", "subtitle_short", "subtitle_short_ar")


_AT_AREA = 0.05
"""Degrees from an area within which what is called out still is of it, such as a port."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One ready figure.

    Attributes
    ----------
    title, subtitle, brief : Name
        In both languages; `brief` for both in one line.
    params : mapping of str to str
        All else that it asks for, as `geo.figure.request.read_request` reads it.
    """

    name: str
    title: Name
    subtitle: Name
    brief: Name
    params: Mapping[str, str]

    def texts(self, over: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
        """Return the texts of the figure; those in `over` take the place of its own.

        Title and subtitle are in the language, or languages, that result from both; where one line has to do
        for the subtitle in two, it is the short form. What is compared with
        another picture has no subtitle of its own: what differs stands there.

        Examples
        --------
        >>> preset("overview").texts({"dpi": "150"})["dpi"]
        '150'
        """
        texts = {**self.params, **over}
        known: dict[str, Language] = {"ar": "ar", "en+ar": "en+ar"}
        lang = known.get(texts.get("lang", ""), "en")
        words = {"title": BOTH.join(self.title.lines(lang))}
        if not over.get("compare"):
            size = SIZES.get(texts.get("size", ""))
            brief = size is not None and size.mostly and lang == "en+ar"
            words["subtitle"] = BOTH.join((self.brief if brief else self.subtitle).lines(lang))
        return {**words, **texts}


@cache
def presets() -> Mapping[str, Preset]:
    """Return the ready figures by name, in the order of the briefing book.

    Raises
    ------
    InvalidDeclaration
        When presets.toml cannot be used: every fault on a line of its own.
    """
    try:
        tables = tomllib.loads(FILE.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidDeclaration(f"{FILE.name} cannot be read: {error}; correct it") from error
    found: dict[str, Preset] = {}
    faults: list[str] = []
    for name, table in tables.items():
        texts, wrong = texts_of(table, _WORDS)
        faults += [f"{FILE.name}: {name}: {fault}" for fault in wrong]
        words = {word: str(table.get(word, "")) for word in _WORDS}
        found[name] = Preset(
            name,
            Name(words["title"], words["title_ar"]),
            Name(words["subtitle"], words["subtitle_ar"]),
            Name(words["subtitle_short"], words["subtitle_short_ar"]),
            MappingProxyType(texts),
        )
    if faults:
        raise InvalidDeclaration("\n".join(faults))
    return MappingProxyType(found)


def preset(name: str) -> Preset:
    """Return a ready figure; raises GeoError for an unknown one.

    Examples
    --------
    >>> preset("overveiw")
    Traceback (most recent call last):
        ...
    geo.errors.GeoError: preset: 'overveiw' is not one; did you mean 'overview'?
    """
    known = presets()
    if name not in known:
        names = list(known)
        raise GeoError(f"preset: '{name[:40]}' is not one; {did_you_mean(name[:40], names, one_of(names))}")
    return known[name]


def request_of(ready: Preset, over: Mapping[str, str], evidence: Evidence, today: date) -> FigureRequest:
    """Return the request of a ready figure, with the texts in `over` in the place of its own.

    Its call-outs are those of today: on another day, in another extent or under a lower marking some are not
    drawn, and are left out. Call-outs that are asked for in `over` are all kept.

    Raises
    ------
    GeoError
        As `request_from`.
    """
    request = request_from(ready.texts(over), evidence, today)
    return request if over.get("callouts") else with_callouts_drawn(request, evidence)


def with_callouts_drawn(request: FigureRequest, evidence: Evidence) -> FigureRequest:
    """Return a request without the call-outs of features that are not drawn in its extent on its day.

    Those of an area are in or at it.
    """
    if not request.callouts:
        return request
    west, south, east, north = request.view.bbox or LIBYA
    area = outlined(evidence, request.area) if request.area else None
    shown = shapely.box(west, south, east, north) if area is None else area.buffer(_AT_AREA)
    drawable = {
        name
        for layer in scene_of(evidence, request).layers
        for feature in layer.placed
        if shapely.intersects(feature.shape, shown)
        for name in feature.named
    }
    callouts = tuple(name for name in request.callouts if name in drawable)
    return replace(request, view=replace(request.view, callouts=callouts))


def offered(evidence: Evidence) -> Mapping[str, Preset]:
    """Return the ready figures as somebody may have them: without call-outs of what is not there for them."""
    return {name: replace(one, params=_held(one.params, evidence)) for name, one in presets().items()}


def _held(params: Mapping[str, str], evidence: Evidence) -> Mapping[str, str]:
    """Return parameters without the call-outs of features that the evidence does not hold."""
    others = {name: text for name, text in params.items() if name != "callouts"}
    held = [name for name in params.get("callouts", "").split(",") if evidence.holds(name)]
    return {**others, "callouts": ",".join(held)} if held else others


__all__ = ["Preset", "offered", "preset", "presets", "request_of", "with_callouts_drawn"]
