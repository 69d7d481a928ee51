"""What is behind a figure: features with their claims and sources, and whether the data still say so."""

from __future__ import annotations

import base64
import hashlib
import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, urlencode

import shapely

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.gathering import holding_of, scene_of, shown
from geo.figure.reading import request_from
from geo.figure.request import PARTS, FigureRequest, params_of, request_id
from geo.language import declared, mark
from geo.model import split
from geo.scene import ANSWER, Feature, Scene, sources_of
from geo.view import IN_FIGURE
from geo.view.hand import without
from geo.words.claims import Telling
from geo.words.holding import Standing
from geo.words.names import Names
from geo.words.reported import reported

State = Literal["as printed", "corrected since", "no longer reproducible"]

SAID: Final[Mapping[State, str]] = {
    "as printed": mark("As printed: the data still say the same."),
    "corrected since": mark("Corrected since: what changed is listed."),
    "no longer reproducible": mark("No longer reproducible: the data of that day are not held any more."),
}
DATA, DRAWN, FIGURE = "data", "drawn", "figure"
"""Parameters of the link beside those of a figure: data version, what was drawn, figure id."""
_OF_PICTURE: Final = frozenset({*(part.name for part in IN_FIGURE), "marking", "made"})
"""Parts of a figure that decide what it shows; the others are how it is set."""
_BY_HAND: Final = ("draw", "move", "note")
_LONG, _LONGEST = 900, 1800
"""Characters of a link from which it is packed, and that a telephone still reads off paper."""
_DIGITS = 12
_SHAPE = 2.5
"""A figure shows its extent and what the shape of its page adds: so many times the longer side at most."""
PACKED: Final = "p"
"""Parameter that holds all others, so that a code on paper can carry them."""
_MOST: Final = 32_000
"""Characters that it may hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """One feature that is not as it was printed; `what` names the parts that differ, or "new" or "gone"."""

    layer: str
    id: str
    name_en: str
    name_ar: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a figure.

    Attributes
    ----------
    scene : Scene
        As it was made where that can still be made, else as the data are now.
    reasons : tuple of str
        Why it cannot be made again.
    """

    state: State
    request: FigureRequest
    scene: Scene
    changes: tuple[Change, ...]
    reasons: tuple[str, ...] = ()


def fingerprint(evidence: Evidence, request: FigureRequest) -> str:
    """Return what tells one picture from another: its features with all that is told of them."""
    return _fingerprint(_near(scene_of(evidence, request), request))


def _near(scene: Scene, request: FigureRequest) -> Scene:
    """Return a scene without what no page shows with the extent asked for."""
    if request.view.bbox is None:
        return scene
    west, south, east, north = request.view.bbox
    stretch = math.cos(math.radians((south + north) / 2))
    reach = max((east - west) * stretch, north - south) * _SHAPE / 2
    x, y = (west + east) / 2, (south + north) / 2
    seen = shapely.box(x - reach / stretch, y - reach, x + reach / stretch, y + reach)
    layers = (
        replace(
            layer,
            features=tuple(one for one in layer.features if one.shape is None or seen.intersects(one.shape)),
        )
        for layer in scene.layers
    )
    return replace(scene, layers=tuple(layers))


def link_params(evidence: Evidence, request: FigureRequest) -> dict[str, str]:
    """Return the parameters by which `behind` finds a figure again: its view, and of what it was made."""
    texts = {name: text for name, text in params_of(request).items() if name in _OF_PICTURE}
    return {
        **texts,
        FIGURE: request_id(request, evidence.version),
        DATA: evidence.version[:_DIGITS],
        DRAWN: fingerprint(evidence, request),
    }


@dataclass(frozen=True, slots=True)
class Link:
    """The address of what is behind a figure; `whole` says whether it carries all of the view."""

    address: str
    whole: bool = True


def link(evidence: Evidence, request: FigureRequest) -> Link | None:
    """Return the address of what is behind a figure; None where no server is configured."""
    if not request.home:
        return None
    params = link_params(evidence, request)
    at = f"{request.home}/api/figure/behind?"
    plain = urlencode(params, safe=",:")
    if len(at + plain) <= _LONG:
        return Link(at + plain)
    whole = at + packed(params)
    if len(whole) <= _LONGEST:
        return Link(whole)
    for name in _BY_HAND:
        params.pop(name, "")
        found = at + packed(params)
        if len(found) <= _LONGEST:
            break
    return Link(found, whole=False)


def behind(evidence: Evidence, params: Mapping[str, str], today: date) -> Behind:
    """Return what is behind a figure.

    Parameters
    ----------
    params : mapping of str to str
        As `link_params` makes them, or those of a whole figure with `data` and `drawn`.

    Raises
    ------
    GeoError
        When the parameters are of no figure, or ask for what cannot be read.
    """
    params = unpacked(params)
    texts = {part.name: params[part.name] for part in PARTS if params.get(part.name)}
    version, printed = params.get(DATA, ""), params.get(DRAWN, "")
    if not version:
        raise GeoError("data: which data the figure was made of is missing; take the link as it is printed")
    # What was called out or moved may be gone.
    if "callouts" in texts:
        texts["callouts"] = ",".join(filter(evidence.holds, texts["callouts"].split(",")))
    if "move" in texts:
        texts["move"] = without(texts["move"], lambda named: not evidence.holds(named))
    request = request_from(texts, evidence, today)
    all_now = scene_of(evidence, request)
    now = _near(all_now, request)
    if evidence.version.startswith(version):
        return Behind("as printed", request, now, ())
    all_then = scene_of(evidence, _pinned(request))
    then = _near(all_then, request)
    changes = tuple(_changes(_by_id(then), _by_id(now)))
    # Links of before tell of all there was, beyond the extent, too.
    if printed and printed not in map(_fingerprint, (then, now, all_then, all_now)):
        reason = mark("rows were changed in place, without the day on which that was recorded")
        return Behind("no longer reproducible", request, now, changes, (reason, *then.problems))
    if printed == _fingerprint(now) or not changes:
        return Behind("as printed", request, now, ())
    return Behind("corrected since", request, then, changes)


def _pinned(request: FigureRequest) -> FigureRequest:
    """Return a request for the data of the day of making: what was recorded later is not in the figure."""
    return replace(request, view=replace(request.view, recorded=request.view.recorded or request.made_on))


def document(found: Behind, evidence: Evidence, home: str = "../..") -> dict[str, Any]:
    """Return what is behind a figure as JSON; the live map is at `home`."""
    cleared = shown(evidence, found.request)
    features = _by_id(found.scene)
    own = _pinned(found.request) if found.state == "corrected since" else found.request
    holding = holding_of(evidence, own)
    live = {**_view_texts(found.request), DATA: evidence.version[:_DIGITS]}
    claims = list(_claims(cleared, found, features))
    cited = sources_of([one for _, one in features.values()], found.scene.cited)
    urls = {row["id"]: row["url"] for row in cleared.tables["sources"].to_dict("records")}
    return {
        "state": found.state,
        "said": {lang: declared(SAID[found.state], lang) for lang in ("en", "ar")},
        "at": found.request.view.at.isoformat(),
        "made": found.request.made_on.isoformat(),
        "layers": {layer.layer.id: asdict(layer.name) for layer in found.scene.layers},
        "reasons": list(found.reasons),
        "changes": [asdict(one) for one in found.changes],
        "features": [
            {
                "layer": layer, "id": one.id, "name_en": one.name.en, "name_ar": one.name.ar,
                "class": one.class_, "state": one.state, "reliability": one.reliability,
                "credibility": one.credibility, "sources": list(one.sources),
                "held": list(holding(one.district, own.view.at).brief) if holding and one.district else [],
            }
            for layer, one in features.values()
        ],
        "claims": claims,
        "sources": [{**asdict(one), "url": urls.get(one.id, "")} for one in cited],
        "map": f"{home}/?{urlencode(live, safe=',:')}",
    }  # fmt: skip


def _view_texts(request: FigureRequest) -> dict[str, str]:
    names = {part.name for part in IN_FIGURE}
    texts = {name: text for name, text in params_of(request).items() if name in names}
    return {**texts, "recorded": texts.get("recorded", request.made_on.isoformat())}


def _by_id(scene: Scene) -> dict[tuple[str, str], tuple[str, Feature]]:
    return {
        (layer.layer.id, one.id): (layer.layer.id, one)
        for layer in scene.layers
        if layer.layer.id != ANSWER
        for one in layer.features
    }


def _told(one: Feature) -> dict[str, Any]:
    """Return all that a figure tells of a feature, by what a reader calls it."""
    return {
        mark("name"): (one.name.en, one.name.ar),
        mark("class"): one.class_,
        mark("state"): one.state,
        mark("side"): one.sides,
        mark("grade"): (one.reliability, one.credibility),
        mark("sources"): one.sources,
        mark("summary"): one.summary,
        mark("marking"): one.marking,
        mark("position"): shapely.to_wkb(one.shape).hex() if one.shape is not None else "",
    }


def _fingerprint(scene: Scene) -> str:
    digest = hashlib.sha256()
    for key, (_, one) in sorted(_by_id(scene).items()):
        digest.update(repr((key, sorted(_told(one).items()))).encode())
    return digest.hexdigest()[:_DIGITS]


def _changes(
    then: Mapping[tuple[str, str], tuple[str, Feature]], now: Mapping[tuple[str, str], tuple[str, Feature]]
) -> Iterable[Change]:
    for key in sorted({*then, *now}):
        old, new = then.get(key), now.get(key)
        if old is None or new is None:
            one = (old or new or ("", None))[1]
            what: tuple[str, ...] = (mark("new"),) if old is None else (mark("gone"),)
        else:
            one = new[1]
            told, tells = _told(old[1]), _told(one)
            what = tuple(name for name, value in tells.items() if value != told[name])
        if what and one is not None:
            yield Change(key[0], key[1], one.name.en, one.name.ar, what)


def _claims(
    evidence: Evidence, found: Behind, features: Mapping[tuple[str, str], tuple[str, Feature]]
) -> Iterable[dict[str, Any]]:
    """Yield the claims that the features rest on, each once, as they are now."""
    if "claims" not in evidence.tables:
        return
    view = found.request.view
    wanted: dict[str, None] = {}
    for layer in {layer for layer, _ in features}:
        if layer not in evidence.catalog or layer in evidence.broken:
            continue
        frame = evidence.layer(layer, view.known, view.recorded)
        if "claims" in frame.columns:
            ids = [key[1] for key in features if key[0] == layer]
            for text in frame.loc[frame["id"].isin(ids), "claims"]:
                wanted |= dict.fromkeys(split(text))
    parts = ("id", "scope", "place", "actor", "claim", "claimant", "valid_from", "valid_to", "stated_on",
             "reliability", "credibility")  # fmt: skip
    standing = Standing.known(evidence, view.known, view.recorded)
    telling = Telling(standing, Names.of(evidence, view.names), view.at) if standing else None
    for row in evidence.tables["claims"].to_dict("records"):
        if row["id"] in wanted:
            said = {}
            if telling and row["id"] in telling.standing.world.rows:
                told = telling.claimed(row["id"])
                sentence = reported(told, (told["actor"]["name_en"], told["actor"]["name_ar"]))
                said = {"en": sentence.text, "ar": sentence.text_ar}
            yield {
                **{part: row[part] for part in parts},
                "sources": list(split(row["sources"])),
                "said": said,
            }


def packed(params: Mapping[str, str]) -> str:
    """Return the query of an address that holds parameters.

    Examples
    --------
    >>> unpacked({"p": packed({"layers": "control", "at": "2026-11-24"}).removeprefix("p=")})
    {'layers': 'control', 'at': '2026-11-24'}
    """
    pressed = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    content = pressed.compress(urlencode(params).encode()) + pressed.flush()
    return f"{PACKED}={base64.urlsafe_b64encode(content).decode().rstrip('=')}"


def unpacked(params: Mapping[str, str]) -> Mapping[str, str]:
    """Return the parameters that a query of `packed` holds; others as they are.

    Raises
    ------
    GeoError
        When it holds none, or too many: it may come from anybody.
    """
    if PACKED not in params:
        return params
    text = params[PACKED]
    unpressed = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        told = unpressed.decompress(content, _MOST).decode()
        found = dict(parse_qsl(told, strict_parsing=True))
    except (ValueError, zlib.error) as error:
        raise _unread() from error
    if not unpressed.eof:
        raise _unread()
    return found


def _unread() -> GeoError:
    return GeoError(f"{PACKED}: is not the link of a figure; take the link as it is printed")
