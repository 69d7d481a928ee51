"""One view, many spellings: what one writes is read back; what is wrong is said in the same words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.export import Scope, scope_of
from geo.export.__main__ import main as export
from geo.figure.__main__ import _options, _texts
from geo.figure.__main__ import main as figure
from geo.figure.formats.metadata import Metadata, read_metadata
from geo.figure.request import OWN, FigureRequest, params_of, read_request, texts_of
from geo.figure.series.batch import read_batch
from geo.settings import REPOSITORY, Settings
from geo.view import (
    IN_FIGURE,
    OF_DATA,
    ON_PAGE,
    PARTS,
    Asked,
    Compared,
    Context,
    View,
    first_view,
    from_browser,
    read,
    to_browser,
    write,
)
from tests.view.conftest import TODAY
from tests.view.making import random_value, random_view
from tests.web.client import Client

SEEDS = range(300)


def test_the_address_of_the_page_brings_the_view_back(context: Context) -> None:
    for seed in SEEDS:
        view = random_view(Random(seed), context, ON_PAGE)
        query = urlencode(write(view, context))
        assert read(dict(parse_qsl(query, keep_blank_values=True)), context) == (view, ()), seed
        spoiled = dict(parse_qsl(query.replace("&", "&amp;"), keep_blank_values=True, separator="&"))
        assert read(spoiled, context) == (view, ()), seed


def test_the_panel_brings_the_view_back(context: Context) -> None:
    for seed in SEEDS:
        view = random_view(Random(seed), context, ON_PAGE)
        assert from_browser(json.loads(json.dumps(to_browser(view), allow_nan=False)), context) == view, seed


def test_rows_are_asked_for_as_on_the_page(context: Context) -> None:
    for seed in SEEDS:
        view = random_view(Random(seed), context, OF_DATA)
        layers = view.layers or ("east",)
        texts = write(replace(view, layers=layers), context, OF_DATA) | {
            "layers": ",".join(layers), "at": view.at.isoformat(),
        }  # fmt: skip
        assert scope_of(texts, context) == Scope(
            tuple(sorted(layers)),
            view.at,
            view.known,
            view.recorded,
            view.bbox,
            view.filters,
            view.first if view.first < view.at else None,
            view.lang,
        ), seed


def wanted(seed: int, context: Context) -> FigureRequest:
    """Return a figure of random parts; its layers in drawing order, as figures have them."""
    random = Random(seed)
    view = random_view(random, context, IN_FIGURE)
    layers = tuple(sorted(view.layers or ("east",), key=context.layers.index))
    own = {part.field: random_value(random, context, part.kind) for part in OWN}
    return FigureRequest(replace(view, layers=layers), **own)


def test_figures_come_back_from_texts_files_and_command_lines(context: Context, tmp_path: Path) -> None:
    for seed in SEEDS:
        request = wanted(seed, context)
        texts = params_of(request)
        assert read_request(texts, context) == (request, ()), seed
        assert read_request(texts, replace(context, today=date(2030, 1, 1))) == (request, ()), "tomorrow, too"
        given, faults = _options().read([word for name in texts for word in (f"--{name}", texts[name])])
        assert (_texts(given), faults) == (texts, []), seed
    stamp = Metadata("LBY-0123-4567", "0123abcd", texts)
    (tmp_path / "figure.svg").write_text(f"<dc:description>{stamp.text}</dc:description>", "utf-8")
    assert read_metadata(tmp_path / "figure.svg").params == texts


def test_batch_files_take_values_as_toml_has_them(context: Context) -> None:
    for seed in SEEDS:
        request = wanted(seed, context)
        values = {part.name: getattr(request.view, part.field) for part in IN_FIGURE}
        values |= {part.name: getattr(request, part.field) for part in OWN}
        table = {name: _toml(value) for name, value in values.items() if value is not None}
        texts, faults = texts_of(table)
        assert (faults, read_request(texts, context)) == ([], (request, ())), seed


def _toml(value: Any) -> Any:
    if isinstance(value, Compared):
        return value.texts
    if isinstance(value, Asked):
        return {"question": value.question, "parameters": dict(value.parameters)}
    if isinstance(value, tuple):
        return list(value)
    return {name: _toml(one) for name, one in value.items()} if hasattr(value, "items") else value


FAULTS = [
    ("layers", "esat", "there is no layer 'esat'; did you mean 'east'?"),
    ("layers", "east,nothing-like-it", "GET /api/layers lists them"),
    ("at", "2025-13-01", "'2025-13-01' is not a full date"),
    ("at", "1999-12-31", "1999-12-31 is outside 2000 to 2100"),
    ("at", "9999-12-31", "9999-12-31 is outside 2000 to 2100"),
    ("known", "soon", "'soon' is not a full date"),
    ("recorded", "soon", "'soon' is not a full date"),
    ("lang", "fr", "'fr' is not one of en, ar, en+ar"),
    ("names", "pres", "did you mean 'press'?"),
    ("f", "age:abc", "'age:abc' needs a whole number of days from 0 to 36525"),
    ("f", "age:999999", "'age:999999' needs a whole number of days from 0 to 36525"),
    ("f", "cred:7", "needs a whole number from 1 to 6"),
    ("f", "rell:B", "'rell:B' is not a filter"),
    ("o", "east:7", "'east:7' is not a layer with an opacity"),
    ("bbox", "25,20,9,33", "it is inverted"),
    ("bbox", "1,1,1,1", "'1,1,1,1' has no width or height; write west,south"),
    ("bbox", "9,20,25", "'9,20,25' is no extent"),
    ("f", "a" * 5000, "longer than 4000 characters"),
]


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(Settings(root=REPOSITORY))


@pytest.mark.parametrize(("name", "text", "says"), FAULTS, ids=lambda value: str(value)[:20])
def test_the_same_part_is_refused_in_the_same_words(  # noqa: PLR0917 - fixtures
    context: Context,
    evidence: Evidence,
    client: Client,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    says: str,
) -> None:
    view, faults = read({name: text}, context, PARTS)
    (line,) = map(str, faults)
    assert line.startswith(f"{name}: ")
    assert says in line
    assert len(line) < 400
    assert view == replace(first_view(context), **{"layers": view.layers} if name == "layers" else {})

    answer = client.get(f"/api/figure?{urlencode({name: text})}")
    assert (answer.status, answer.detail) == (400, line)
    assert figure([f"--{name}", text]) == 2
    assert capsys.readouterr().err == f"{line}\n"
    (tmp_path / "b.toml").write_text(f'[[figure]]\n{name} = "{text}"\nout = "x.png"\n', "utf-8")
    assert [one.error for one in read_batch(tmp_path / "b.toml", evidence, TODAY).refused] == [line]
    if name in {part.name for part in OF_DATA}:
        rows = {"layers": "east", "at": "2025-06-30", name: text}
        answer = client.get(f"/api/export?{urlencode(rows)}")
        assert (answer.status, answer.detail) == (404 if name == "layers" else 400, line)
        assert export([word for key in rows for word in (f"--{key}", rows[key])]) == 2
        assert capsys.readouterr().err == f"{line}\n"
    if name in ("at", "known", "recorded", "bbox"):
        answer = client.get(f"/api/layers/east.geojson?{urlencode({name: text})}")
        assert (answer.status, answer.detail) == (400, line)
    if name in ("at", "known", "recorded", "names"):
        answer = client.get(f"/api/features/tripoli?{urlencode({name: text})}")
        assert (answer.status, answer.detail) == (400, line)


def test_what_a_mail_program_made_of_a_link_is_understood_by_the_api_too(client: Client) -> None:
    plain = client.get("/api/layers/east.geojson?known=2026-11-24&at=2020-06-30").json
    assert client.get("/api/layers/east.geojson?known=2026-11-24&amp;at=2020-06-30").json == plain
    assert plain != client.get("/api/layers/east.geojson?known=2026-11-24").json


def test_an_extent_cuts_a_layer(client: Client) -> None:
    whole = client.get("/api/layers/energy.geojson").json["features"]
    some = client.get("/api/layers/energy.geojson?bbox=9,24,15,30").json["features"]
    assert 0 < len(some) < len(whole)
    assert {feature["id"] for feature in some} < {feature["id"] for feature in whole}


def test_first_view_of_a_view_is_hashable_and_frozen(context: Context) -> None:
    view = first_view(context)
    assert hash(view) == hash(replace(view))
    assert isinstance(view, View)
