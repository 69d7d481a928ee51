"""Bytes of a file -> text, JSON or rows, each fault told with its place in the file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from geo.faults import Fault, closest
from geo.files import Content, Unreadable, content_of, files_below
from geo.language import worded
from geo.schema.characters import encoding_advice
from geo.store.frames import Place


def read_text(path: Path, place: Place) -> tuple[str, list[Fault]]:
    """Return any UTF-8 text file (a byte order mark is dropped), or why it cannot be read."""
    return text_of(content_of(path), path, place)


def text_of(content: Content, path: Path, place: Place) -> tuple[str, list[Fault]]:
    """Return the text that the content of a file is, or why it is none."""
    if isinstance(content, Unreadable):
        if not content.missing:
            return "", [place.fault("", "", content.problem, content.remedy)]
        # By what is before the suffix, which all of them share.
        beside = {other.stem: other.name for other in files_below(path.parent, (path.suffix,), deep=False)}
        guess = beside.get(closest(path.stem, beside))
        remedy = f"did you mean '{guess}'?" if guess else "add the file, or correct where it is named"
        return "", [place.fault("", "", worded("the file is missing"), remedy)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [place.fault("", "", *encoding_advice(error))]
    if not text.strip():
        return "", [place.fault("", "", worded("the file is empty"), "restore the file")]
    return text, []


def read_json(text: str, place: Place) -> tuple[Any, list[Fault]]:
    """Return parsed JSON, or where it breaks off or goes wrong."""
    try:
        content = json.loads(text)
        if r"\ud" in text.lower():
            # JSON can spell half a character, which no frame, page or file could hold.
            json.dumps(content, ensure_ascii=False).encode()
    except RecursionError:
        problem, remedy = worded("is nested too deeply"), "export the file again"
    except UnicodeEncodeError as error:
        problem = worded("holds half a character, {code}", code=f"\\u{ord(error.object[error.start]):04x}")
        remedy = "write the character itself"
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            problem, remedy = (
                worded(
                    "is cut short at line {line}, column {column}",
                    line=str(error.lineno),
                    column=str(error.colno),
                ),
                "restore the whole file",
            )
        else:
            problem, remedy = (
                worded(
                    "is not JSON at line {line}, column {column}: {why}",
                    line=str(error.lineno),
                    column=str(error.colno),
                    why=error.msg,
                ),
                "correct it there",
            )
    except ValueError as error:
        problem, remedy = worded("holds a number that is too long: {why}", why=error), "correct it"
    else:
        return content, []
    return None, [place.fault("", "", problem, remedy)]


def read_rows(text: str, place: Place) -> tuple[list[str], list[dict[str, str]], list[Fault]]:
    """Return the header and rows of a CSV text; a row with too few or many cells is a fault and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[dict[str, str]] = []
    faults: list[Fault] = []
    try:
        header = [name.strip() for name in next(reader)]
        for cells in reader:
            if len(cells) == len(header):
                rows.append(dict(zip(header, cells, strict=True)))
            elif cells:
                problem = worded(
                    "line {line} has {n} cells, the header has {most}",
                    line=str(reader.line_num),
                    n=len(cells),
                    most=len(header),
                )
                remedy = "put texts with commas in double quotes, and give every column a cell"
                faults.append(place.fault(cells[0], "", problem, remedy))
    except csv.Error as error:
        problem = worded("is not CSV at line {line}: {why}", line=str(reader.line_num), why=error)
        faults.append(
            place.fault("", "", problem, "close every double quote, and double those inside a text")
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    faults += [
        place.fault("", name, worded("two columns are called '{name}'", name=name), "remove one")
        for name in twice
    ]
    return header, rows, faults
