"""Everything that is asked of a side over HTTP and by command lines, and how the answers are compared."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from geo.settings import REPOSITORY
from tests.proof import reading
from tests.proof.differing import Difference, differences, lines
from tests.proof.pictures import SHARE, opened, save_beside, share_differing
from tests.proof.sides import Side
from tests.proof.views import COMMANDS, EXPORTS, REFUSED, VIEWS, WORDS, View

DOCUMENTS = {
    "health": "/api/health",
    "catalogue": "/api/layers",
    "sources": "/api/sources",
    "look": "/api/look",
    "ground": "/api/ground.geojson",
    "presets": "/api/figure/presets",
    "choices": "/api/figure/choices",
}
_DAYS = ("2012-06-01", "2020-10-23", "2026-10-31")
_EVERY = 12
"""One of so many cards is compared on the other days and under the naming policies too."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that both sides are asked.

    Attributes
    ----------
    ask : callable
        Side -> what it answers.
    compare : callable
        (question, answer before, answer after, folder for pictures) -> the differences.
    """

    kind: str
    view: str
    ask: Callable[[Side], Any]
    compare: Callable[[Question, Any, Any, Path], list[Difference]]


def answers(before: Side, after: Side, questions: list[Question], pictures: Path) -> list[Difference]:
    """Ask both sides at the same time, and return how their answers differ."""

    def all_of(side: Side) -> list[Any]:
        return [question.ask(side) for question in questions]

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(all_of, (before, after))
    found: list[Difference] = []
    for question, first, second in zip(questions, one, other, strict=True):
        found += question.compare(question, first, second, pictures)
    return found


def questions(side: Side) -> list[Question]:
    """Return all questions; layers, features and ready figures are those that this side lists."""
    catalogue = reading.document(side.ask("/api/layers"))
    presets = reading.document(side.ask("/api/figure/presets"))["presets"]
    layers = [layer["id"] for layer in catalogue["layers"]]
    usual = ",".join(layer["id"] for layer in catalogue["layers"] if layer["visible"])
    alone = [View(f"{layer} alone", {"layers": layer, "at": "2026-11-01"}) for layer in layers]
    ready = [View(f"ready figure {one['name']}", {}, {"preset": one["name"]}) for one in presets]
    views = [*VIEWS, *alone, *ready]
    features = [
        feature["id"]
        for layer in layers
        for feature in reading.document(side.ask(f"/api/layers/{layer}.geojson"))["features"]
    ]
    return [
        *(Question(kind, "", _json(path), _plain) for kind, path in DOCUMENTS.items()),
        *_of_layers(views, layers, usual),
        *_of_cards(features),
        *_of_search(),
        *(Question("export", query, _archive(query), _plain) for query in EXPORTS),
        *(
            Question("refusal", path, lambda side, path=path: reading.refusal(side.ask(path)), _plain)
            for path in REFUSED
        ),
        *(question for view in views for question in _of_figures(view)),
        Question("command", "", _commands, _of_commands),
    ]


def _json(path: str) -> Callable[[Side], Any]:
    return lambda side: reading.document(side.ask(path))


def _plain(question: Question, before: Any, after: Any, _pictures: Path) -> list[Difference]:
    return differences(question.kind, question.view, before, after)


def _of_layers(views: list[View], layers: list[str], usual: str) -> Iterator[Question]:
    """Return a question for each layer, whole and for each day that a view shows it on."""
    paths = {f"/api/layers/{layer}.geojson": layer for layer in layers}
    for view in views:
        days = {name: view.params[name] for name in ("at", "known") if name in view.params}
        for layer in view.params.get("layers", usual).split(","):
            if layer in layers:
                paths[f"/api/layers/{layer}.geojson?{urlencode(days)}".removesuffix("?")] = layer
    for path in paths:
        yield Question("layers", path.rpartition("/")[2], _json(path), _plain)


def _of_cards(features: list[str]) -> Iterator[Question]:
    some = features[::_EVERY]
    queries = [f"{feature}?at=2026-11-01" for feature in features]
    queries += [f"{feature}?at={day}" for feature in some for day in _DAYS]
    queries += [f"{feature}?at=2026-11-01&known=2026-11-23" for feature in some]
    queries += [
        f"{feature}?at=2026-11-01&names={name}"
        for feature in some
        for name in ("own", "press", "descriptive")
    ]
    for query in queries:
        yield Question("cards", query, _json(f"/api/features/{query}"), _plain)


def _of_search() -> Iterator[Question]:
    spellings = (REPOSITORY / "tests" / "gazetteer" / "spellings.csv").read_text("utf-8")
    words = dict.fromkeys([*WORDS, *(row["spelling"] for row in csv.DictReader(io.StringIO(spellings)))])
    for word in words:
        yield Question("search", word, _json(f"/api/search?q={quote(word)}"), _plain)
    yield Question("search", "trip, 50 results", _json("/api/search?q=trip&limit=50"), _plain)


def _archive(query: str) -> Callable[[Side], Any]:
    def asked(side: Side) -> Any:
        answer = side.ask(f"/api/export?{query}")
        if answer.status != 200:
            return reading.refusal(answer)
        files = reading.archive(answer.body, side.version)
        return {"name": answer.headers.get("content-disposition"), "order": list(files), "files": files}

    return asked


def _of_figures(view: View) -> Iterator[Question]:
    """Return the questions of a view's figure: its pixels, its texts, and for some the texts of its PDF."""
    ready = "preset" in view.figure
    # A preview is the same figure on fewer pixels; the ready figures are also taken as they are sent.
    forms = [("png", "" if ready else "&preview=1"), ("svg", "")]
    if ready or view.params.get("lang") or view.figure.get("size"):
        forms.append(("pdf", ""))
    for suffix, more in forms:
        path = f"/api/figure?{urlencode(view.printed)}&format={suffix}{more}"
        yield Question("figure", f"{view.name} ({suffix})", _figure(path, suffix), _of_figure)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as it came: what is said beside it, its texts, or its picture."""

    said: dict[str, Any]
    texts: reading.Document | None = None
    picture: bytes | None = None


def _figure(path: str, suffix: str) -> Callable[[Side], _Figure]:
    def asked(side: Side) -> _Figure:
        answer = side.ask(path)
        if answer.status != 200:
            return _Figure(reading.refusal(answer))
        names = ("content-type", "content-disposition", "x-figure-marking", "x-figure-aspect")
        return _content(answer.body, suffix, side, {name: answer.headers.get(name) for name in names})

    return asked


def _content(content: bytes, suffix: str, side: Side, said: dict[str, Any]) -> _Figure:
    if suffix == "png":
        return _Figure(said, picture=content)
    return _Figure(said, reading.pages(content, suffix, side.version))


def _of_figure(question: Question, before: _Figure, after: _Figure, pictures: Path) -> list[Difference]:
    kind, view = question.kind, question.view
    found = differences(kind, view, before.said, after.said)
    if before.texts is not None and after.texts is not None:
        found += _of_texts(kind, view, before.texts, after.texts)
    if before.picture is not None and after.picture is not None:
        one, other = opened(before.picture), opened(after.picture)
        share = share_differing(one, other)
        if share > SHARE:
            path = pictures / f"{kind} {view}.png".replace("/", "-")
            save_beside(one, other, path)
            found.append(
                Difference(
                    kind,
                    view,
                    "pixels",
                    "pixels",
                    f"{one.size}",
                    f"{other.size}, {share:.2%} differ: {path}",
                    share,
                )
            )
    return found


def _of_texts(kind: str, view: str, before: reading.Document, after: reading.Document) -> list[Difference]:
    """Return how the texts of two documents differ, by where they stand on the page."""
    about = {"about": list(before.about), "pages": len(before.pages)}
    found = differences(kind, view, about, {"about": list(after.about), "pages": len(after.pages)})
    for number, (one, other) in enumerate(zip(before.pages, after.pages, strict=False), start=1):
        for part in ("heading", "legend", "notes"):
            first, second = getattr(one, part), getattr(other, part)
            if first != second:
                found.append(Difference(kind, view, part, f"{part} of page {number}", first, second))
        for part in ("degrees", "names", "numbers"):
            gone, new = lines(getattr(one, part), getattr(other, part))
            if gone or new:
                place = f"{part} of page {number}"
                found.append(Difference(kind, view, part, place, "; ".join(gone), "; ".join(new)))
        found += _of_publishers(kind, view, one, other)
    return found


def _of_publishers(kind: str, view: str, before: reading.Texts, after: reading.Texts) -> list[Difference]:
    """Return a difference where the publishers are others; how many of them are printed is left open."""
    both = min(len(before.publishers), len(after.publishers))
    first, second = before.publishers[:both], after.publishers[:both]
    counts = [len(one.publishers) + one.more for one in (before, after)]
    if first == second and counts[0] == counts[1]:
        return []
    told = [f"{count}: {'; '.join(names)}" for count, names in zip(counts, (first, second), strict=True)]
    return [Difference(kind, view, "publishers", "publishers", *told)]


def _pairs(kind: str, view: str, gone: list[str], new: list[str]) -> list[Difference]:
    """Return a difference for each line that is gone and each that is new."""
    return [
        *(Difference(kind, view, "text gone", "text", line, "") for line in gone),
        *(Difference(kind, view, "text new", "text", "", line) for line in new),
    ]


def _commands(side: Side) -> dict[str, dict[str, Any]]:
    """Run the command lines one after the other, since some read what others wrote."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        seen: set[str] = set()
        for command in COMMANDS:
            done = side.run([part.replace("{out}", folder) for part in command.split()])
            files = {path.name: path for path in Path(folder).iterdir() if path.name not in seen}
            seen |= files.keys()
            written = {name: _written(path, side) for name, path in files.items()}
            said: dict[str, Any] = {"code": done.returncode}
            for stream, text in (("out", done.stdout), ("error", done.stderr)):
                # Where the side lies and what its data are called must not matter.
                here = text.replace(folder, "{out}").replace(str(side.folder), ".")
                said[stream] = reading.plain(here, side.version).splitlines()
            found[command] = {"said": said, "files": written}
    return found


def _written(path: Path, side: Side) -> Any:
    suffix, content = path.suffix.removeprefix("."), path.read_bytes()
    return reading.archive(content, side.version) if suffix == "zip" else _content(content, suffix, side, {})


def _of_commands(_question: Question, before: Any, after: Any, pictures: Path) -> list[Difference]:
    found: list[Difference] = []
    for command, one in before.items():
        other = after[command]
        found += differences(
            "command", command, {"code": one["said"]["code"]}, {"code": other["said"]["code"]}
        )
        for stream in ("out", "error"):
            found += _pairs("command", command, *lines(one["said"][stream], other["said"][stream]))
        found += differences(
            "command", command, {"files": sorted(one["files"])}, {"files": sorted(other["files"])}
        )
        for name in one["files"].keys() & other["files"].keys():
            asked = Question("command", f"{command} ({name})", _commands, _of_figure)
            first, second = one["files"][name], other["files"][name]
            compare = _of_figure if isinstance(first, _Figure) else _plain
            found += compare(asked, first, second, pictures)
    return found
