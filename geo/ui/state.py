"""The state of a view: one frozen Selection, read from the address (or the browser) and written back to it.

Everything that comes in is untrusted: bounded, checked, and dropped with a notice where it cannot be used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from geo.address import (
    Unusable,
    day_of,
    filters_of,
    filters_text,
    is_plain,
    opacity_of,
    opacity_text,
)
from geo.faults import did_you_mean
from geo.model import POLICIES, Language, Layer, Selection, View
from geo.screen.folium_map import MAX_ZOOM, MIN_ZOOM

LONGEST = 1000
"""Characters of one parameter that are looked at; a longer one is dropped whole."""
_MOST_QUERY = 120
TABS = ("inspect", "table", "timeline", "brief")
"""Tabs that an address can open beside the map."""
_MOST_VALUES = 60


@dataclass(frozen=True, slots=True)
class Parsed:
    """A selection, and what had to be dropped on the way to it."""

    selection: Selection
    notices: tuple[str, ...] = ()


def default(catalog: Mapping[str, Layer], today: date) -> Selection:
    """Return the first view: the layers declared visible, today, the whole country."""
    return Selection(layers=tuple(layer.id for layer in catalog.values() if layer.visible), at=today)


def read(params: Mapping[str, str], catalog: Mapping[str, Layer], today: date) -> Parsed:
    """Return the selection that an address asks for; what is missing or unusable is as at first view.

    Parameters
    ----------
    params : mapping of str to str
        The query parameters; unknown names are ignored, since other tools add their own.
    catalog : mapping of str to Layer
        The layers that can be asked for.
    today : date
        The day shown when the address names none.
    """
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "at": ("at", day_of),
        "known": ("known", day_of),
        "c": ("centre", _centre),
        "z": ("zoom", _zoom),
        "lang": ("lang", lambda text: _one_of(text, get_args(Language))),
        "q": ("query", lambda text: text[:_MOST_QUERY]),
        "sel": ("selected", _slug),
        "view": ("view", lambda text: _one_of(text, get_args(View))),
        "o": ("opacity", lambda text: opacity_of(text, catalog)),
        "tab": ("tab", lambda text: _one_of(text, TABS)),
        "names": ("names", lambda text: _one_of(text, POLICIES)),
        "f": ("filters", _filters),
    }
    found: dict[str, Any] = {}
    notices: list[str] = []
    for name, (field, reader) in readers.items():
        text = params.get(name, "")
        if not text:
            continue
        try:
            found[field] = reader(_bounded(text))
        except Unusable as error:
            notices.append(f"{name}: {error}")
    if "layers" in params:
        try:
            found["layers"], unknown = _layers(_bounded(params["layers"]), catalog)
            notices += [f"layers: {text}" for text in unknown]
        except Unusable as error:
            notices.append(f"layers: {error}")
    return Parsed(replace(default(catalog, today), **found), tuple(notices))


def write(selection: Selection, catalog: Mapping[str, Layer], today: date) -> dict[str, str]:
    """Return the query parameters of a selection, short where it is as at first view."""
    centre = selection.centre or ()
    params = {
        "at": "" if selection.at == today else selection.at.isoformat(),
        "known": selection.known.isoformat() if selection.known else "",
        "c": ",".join(f"{degrees:.4f}".rstrip("0").rstrip(".") for degrees in centre),
        "z": "" if selection.zoom is None else f"{selection.zoom:g}",
        "lang": "" if selection.lang == "en" else selection.lang,
        "q": selection.query,
        "sel": selection.selected,
        "view": selection.view,
        "o": opacity_text(selection.opacity),
        "tab": selection.tab,
        "names": selection.names,
        "f": filters_text(selection.filters),
    }
    given = {name: text for name, text in params.items() if text}
    if selection.layers != default(catalog, today).layers:
        given = {"layers": ",".join(selection.layers), **given}
    return given


def to_browser(selection: Selection) -> dict[str, Any]:
    """Return the selection as the scripts in the browser hold it."""
    return {
        "layers": list(selection.layers),
        "at": selection.at.isoformat(),
        "known": selection.known.isoformat() if selection.known else "",
        "c": list(selection.centre) if selection.centre else None,
        "z": selection.zoom,
        "lang": selection.lang,
        "q": selection.query,
        "sel": selection.selected,
        "view": selection.view,
        "opacity": dict(selection.opacity),
        "tab": selection.tab,
        "names": selection.names,
        "filters": {name: list(values) for name, values in selection.filters.items()},
    }


def from_browser(state: Mapping[str, Any], catalog: Mapping[str, Layer], today: date) -> Selection:
    """Return the selection of a state that the browser sent, checked as strictly as an address."""
    opacity, filters = _pairs(state.get("opacity")), _pairs(state.get("filters"))
    params = {
        "layers": ",".join(str(name) for name in _some(state.get("layers"))),
        "at": str(state.get("at") or ""),
        "known": str(state.get("known") or ""),
        "c": ",".join(str(degrees) for degrees in _some(state.get("c"))),
        "z": "" if state.get("z") is None else str(state["z"]),
        "lang": str(state.get("lang") or ""),
        "q": str(state.get("q") or ""),
        "sel": str(state.get("sel") or ""),
        "view": str(state.get("view") or ""),
        "o": ",".join(f"{name}:{value}" for name, value in opacity.items()),
        "tab": str(state.get("tab") or ""),
        "names": str(state.get("names") or ""),
        "f": filters_text({name: tuple(map(str, _some(values))) for name, values in filters.items()}),
    }
    return read(params, catalog, today).selection


def _some(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


def _pairs(value: object) -> dict[str, Any]:
    return {str(name): one for name, one in value.items()} if isinstance(value, dict) else {}


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise Unusable(f"longer than {LONGEST} characters")
    return text


def _numbers(text: str, count: int) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise Unusable(f"'{text[:40]}' is not {count} number{'s' * (count > 1)}")
    return numbers


def _centre(text: str) -> tuple[float, float]:
    latitude, longitude = _numbers(text, 2)
    if abs(latitude) > 85 or abs(longitude) > 180:  # noqa: PLR2004 - the edges of a web map
        raise Unusable("not a latitude and longitude in degrees")
    return latitude, longitude


def _zoom(text: str) -> float:
    (zoom,) = _numbers(text, 1)
    if not MIN_ZOOM <= zoom <= MAX_ZOOM:
        raise Unusable(f"not between {MIN_ZOOM} and {MAX_ZOOM}")
    return zoom


def _one_of(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise Unusable(f"'{text[:20]}' is not one of {', '.join(filter(None, choices))}")
    return text


def _slug(text: str) -> str:
    if not is_plain(text):
        raise Unusable("not the id of a feature")
    return text


def _layers(text: str, catalog: Mapping[str, Layer]) -> tuple[tuple[str, ...], list[str]]:
    """Return the known layers of the list, in its order, and what is wrong with the others."""
    names = dict.fromkeys(filter(None, text.split(",")))
    unknown = [name for name in names if name not in catalog]
    faults = [
        f"no layer '{name[:40]}'; {did_you_mean(name[:40], catalog, 'left out')}" for name in unknown[:5]
    ]
    return tuple(name for name in names if name in catalog), faults


def _filters(text: str) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({name: values[:_MOST_VALUES] for name, values in filters_of(text).items()})
