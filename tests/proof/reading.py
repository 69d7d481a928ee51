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
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
from pptx import Presentation
from pypdf import PdfReader

from tests.proof.sides import Answer

_FIGURE_ID = re.compile(r"LBY-[0-9A-F]{4}-[0-9A-F]{4}")
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


def pages(content: bytes, suffix: str, version: str) -> list[str]:
    """Return the lines of text of a figure or a book, by the suffix of its file."""
    read = {"svg": _svg_lines, "pdf": _pdf_lines, "pptx": _pptx_lines}[suffix]
    return [line for text in read(content) if (line := plain(" ".join(text.split()), version))]


def archive(content: bytes, version: str) -> dict[str, Any]:
    """Return what an archive holds: features, rows or lines, by the name of the file in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: _member(name, packed.read(name), version) for name in packed.namelist()}


def _member(name: str, content: bytes, version: str) -> Any:
    match Path(name).suffix:
        case ".geojson" | ".json":
            return json.loads(content)
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


def _svg_lines(content: bytes) -> list[str]:
    root = ET.fromstring(content)  # noqa: S314 - our own file
    return ["".join(one.itertext()) for one in root.iter(f"{_SVG}text")]


def _pdf_lines(content: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(content))
    information = [f"{key}: {value}" for key, value in (reader.metadata or {}).items() if "Date" not in key]
    outline = [f"bookmark: {one.title}" for one in reader.outline if not isinstance(one, list)]
    texts = [line for page in reader.pages for line in page.extract_text().splitlines()]
    return [f"pages: {len(reader.pages)}", *information, *outline, *texts]


def _pptx_lines(content: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(content)).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    texts = [line for shape in shapes if shape.has_text_frame for line in shape.text_frame.text.splitlines()]
    return [f"slides: {len(slides)}", *texts]
