"""What a side answers, as plain data that can be compared: texts of pages, contents of archives, tables."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import tempfile
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
from pptx import Presentation
from pypdf import PdfReader

from tests.proof.sides import Answer

_FIGURE_ID = re.compile(r"LBY-[0-9A-F]{4}-[0-9A-F]{4}")
_DEGREES = re.compile(r"\d+°")
_LEFT_OUT = re.compile("Left out|غير مرسوم")
_SOURCES = re.compile("Sources|المصادر")
_MORE = re.compile(r";? ?(?:and |و)(\d+) (?:more publishers?|من الناشرين الآخرين)")
_SVG = "{http://www.w3.org/2000/svg}"


def plain(text: str, version: str) -> str:
    """Return a text without the ids of the figure and of the data, which follow from everything else."""
    for length in (len(version), 12, 8):
        text = text.replace(version[:length], "DATA")
    return _FIGURE_ID.sub("LBY-ID", text)


def document(answer: Answer) -> Any:
    """Return the JSON of an answer, or its status where it has none."""
    return json.loads(answer.body) if answer.status == 200 else refusal(answer)


def refusal(answer: Answer) -> dict[str, Any]:
    """Return what is compared of an answer that is no data: status, kind, and the detail of a fault."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    detail = json.loads(answer.body) if kind == "application/json" and answer.status >= 400 else None
    return {"status": answer.status, "kind": kind, "answer": detail}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one page, by where they stand.

    Attributes
    ----------
    heading, legend, notes : str
        Title to foot; legend and key; what is left out, the grade, and the notes.
    publishers : tuple of str
        Those that are printed; how many there is room for depends on the legend.
    more : int
        Publishers that are only counted.
    degrees, names, numbers : tuple of str
        Round the map and on it.
    """

    heading: str
    legend: str
    notes: str
    publishers: tuple[str, ...]
    more: int
    degrees: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The texts of a figure or a book, page by page, and what the file says of itself."""

    pages: tuple[Texts, ...]
    about: tuple[str, ...] = ()


def pages(content: bytes, suffix: str, version: str) -> Document:
    """Return the texts of a figure or a book, by the suffix of its file."""
    about, found = {"svg": _svg_pages, "pdf": _pdf_pages, "pptx": _pptx_pages}[suffix](content)
    texts = [[plain(" ".join(line.split()), version) for line in page if line.strip()] for page in found]
    parted = [_parted(lines) for lines in texts]
    if suffix != "svg":  # who reads a PDF takes names that stand side by side for one
        parted = [replace(page, degrees=(), names=(), numbers=()) for page in parted]
    return Document(tuple(parted), tuple(plain(line, version) for line in about))


def _parted(lines: list[str]) -> Texts:
    """Return the lines of a page by where they stand: they come in the order in which they are drawn."""
    end = _first(lines, _DEGREES, 0)
    notes = min(_first(lines, _LEFT_OUT, 0), end)
    # The marking stands above and below the map; on a slide it comes last.
    start = max((place + 1 for place in range(notes) if "TLP:" in lines[place]), default=0)
    sources = min(_first(lines, _SOURCES, notes), end)
    listed = " ".join(lines[sources + 1 : end]).rstrip(".")
    counted = _MORE.search(listed)
    on_map = lines[end:]
    degrees = [line for line in on_map if _DEGREES.match(line)]
    numbers = [line for line in on_map if line.isdigit()]
    return Texts(
        " ".join(lines[:start]),
        " ".join(lines[start:notes]),
        " ".join(lines[notes:sources]),
        tuple(listed[: counted.start()].split("; ") if counted else listed.split("; ")),
        int(counted[1]) if counted else 0,
        tuple(degrees),
        tuple(line for line in on_map if line not in degrees and line not in numbers),
        tuple(numbers),
    )


def _first(lines: list[str], pattern: re.Pattern[str], start: int) -> int:
    """Return the place of the first line that matches, from `start` on; the end where none does."""
    return next((place for place in range(start, len(lines)) if pattern.match(lines[place])), len(lines))


def archive(content: bytes, version: str) -> dict[str, Any]:
    """Return what an archive holds: features, rows or lines, by the name of the file in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: _member(name, packed.read(name), version) for name in packed.namelist()}


def _member(name: str, content: bytes, version: str) -> Any:
    match Path(name).suffix:
        case ".geojson" | ".json":
            return json.loads(plain(content.decode(), version))
        case ".csv":
            return _table(content)
        case ".gpkg":
            return _geopackage(content)
        case _:
            return {"lines": dict(Counter(plain(content.decode(), version).splitlines()))}


def _table(content: bytes) -> dict[str, Any]:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {"rows": list(reader), "columns": list(reader.fieldnames or ())}


def _geopackage(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "one.gpkg"
        path.write_bytes(content)
        for name, geometry in pyogrio.list_layers(path):
            frame = pyogrio.read_dataframe(path, layer=name, datetime_as_string=True)
            records = frame.to_dict("records")
            rows = [{column: _cell(value) for column, value in row.items()} for row in records]
            found[name] = {"geometry": str(geometry), "columns": list(frame.columns), "rows": rows}
    return found


def _cell(value: Any) -> Any:
    if hasattr(value, "wkt"):
        return value.wkt
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value


def _svg_pages(content: bytes) -> tuple[list[str], list[list[str]]]:
    root = ET.fromstring(content)  # noqa: S314 - our own file
    return [], [["".join(one.itertext()) for one in root.iter(f"{_SVG}text")]]


def _pdf_pages(content: bytes) -> tuple[list[str], list[list[str]]]:
    reader = PdfReader(io.BytesIO(content))
    about = [f"{key}: {value}" for key, value in (reader.metadata or {}).items() if "Date" not in key]
    about += [f"bookmark: {one.title}" for one in reader.outline if not isinstance(one, list)]
    return about, [page.extract_text().splitlines() for page in reader.pages]


def _pptx_pages(content: bytes) -> tuple[list[str], list[list[str]]]:
    slides = Presentation(io.BytesIO(content)).slides
    texts = [[shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in slides]
    return [], [[line for text in slide for line in text.splitlines()] for slide in texts]
