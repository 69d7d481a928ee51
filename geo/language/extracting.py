"""What there is to translate: texts in Python and JavaScript, what layers declare, and who says something."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python

from geo.language.catalogues import SERVER

_SAYING: Final = {"t": 1, "both": 1, "mark": 1, "parts": 1, "worded": 1, "tn": 2, "both_n": 2}
"""How many of their first arguments are texts, in Python and JavaScript alike."""
_SAID_HERE: Final = ("t", "both", "tn", "both_n")
"""Those that the server itself says, in Python: the browser needs none of their texts."""
CLAIMS: Final = "data/claims.csv"
SCRIPTS: Final = "geo/screen/js"
_STRING: Final = r'"(?:[^"\\\n]|\\.)*"'
_CALLED: Final = re.compile(r"(\w+)\s*\(")
_LITERAL: Final = re.compile(_STRING)
_STRINGS: Final = rf"{_STRING}(?:\s*\+\s*{_STRING})*"
_SAID: Final = re.compile(
    rf"(?:(?<![\w$.#])|(?<=\.\.\.))({'|'.join(_SAYING)})\(\s*({_STRINGS})\s*(?:,\s*({_STRINGS}))?"
)
_TITLED: Final = {"Column": (1,), "Parameter": (0,), "Question": (0, 1), "Sheet": (1,)}
"""Where in what a question declares a title stands."""
_DECLARED: Final = ("title", "note", "help", "group")
"""Keys of a layer's declaration that are read by people. One with `title_ar` beside it is a name: data."""
Text = str | tuple[str, str]
"""A text, or its one and many."""


def texts(root: Path) -> Iterator[tuple[Text, str, bool]]:
    """Yield every text in a checkout that is said to people, the file that has it, and whether there only."""
    for folder, pattern, read in (("geo", "*.py", _of_python), (SCRIPTS, "*.js", _of_script)):
        for path in sorted((root / folder).rglob(pattern)):
            yield from ((text, path.relative_to(root).as_posix(), here) for text, here in read(path))
    for path in sorted((root / "layers").glob("*.toml")):
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((text, path.relative_to(root).as_posix(), False) for text in _declared(declared))
    yield from ((text, CLAIMS, True) for text in _claimants(root))


def gathered(root: Path) -> Catalog:
    """Return all texts as a catalogue without translations."""
    catalogue = Catalog(fuzzy=False)
    elsewhere = set()
    for text, place, here in texts(root):
        catalogue.add(text, locations=[(place, 1)])
        elsewhere |= set() if here else {text}
    for message in catalogue:
        message.locations = sorted(set(message.locations))
        message.auto_comments = [] if message.id in elsewhere or not message.id else [SERVER]
        # A text with braces is ours to fill, in either language.
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    return catalogue


def _of_python(path: Path) -> Iterator[tuple[Text, bool]]:
    content = path.read_bytes()
    called = set(_CALLED.findall(content.decode()))  # to take a file apart takes far longer
    for saying, count in _SAYING.items():
        if saying in called:
            places = {saying: tuple(range(1, count + 1))}
            for _, text, _, _ in extract("python", io.BytesIO(content), places):
                yield text if isinstance(text, str) else (text[0], text[1]), saying in _SAID_HERE
    if called & _TITLED.keys():
        for _, name, given, _ in extract_python(io.BytesIO(content), dict.fromkeys(_TITLED), [], {}):
            yield from ((text, False) for text in _titled(str(name), given))


def _of_script(path: Path) -> Iterator[tuple[Text, bool]]:
    """Yield the texts of a module; babel's own reader of JavaScript loses those inside template strings."""
    for name, first, second in _SAID.findall(path.read_text(encoding="utf-8")):
        yield ((_joined(first), _joined(second)) if _SAYING[name] > 1 else _joined(first)), False


def _joined(literals: str) -> str:
    return "".join(json.loads(one) for one in _LITERAL.findall(literals))


def _titled(name: str, given: Any) -> Iterator[str]:
    """Yield title and help of a column, a parameter or a question as it is declared."""
    listed = given if isinstance(given, tuple) else (given,)
    for place, text in enumerate(listed):
        is_help = name in ("Column", "Parameter") and place > 1 and " " in str(text)
        if isinstance(text, str) and (place in _TITLED[name] or is_help):
            yield text


def _claimants(root: Path) -> Iterator[str]:
    """Yield who says what is claimed, where it is said in words: names of actors are data."""
    with (root / "data" / "actors.csv").open(encoding="utf-8", newline="") as table:
        actors = {row["id"] for row in csv.DictReader(table)}
    with (root / CLAIMS).open(encoding="utf-8", newline="") as table:
        yield from (row["claimant"] for row in csv.DictReader(table) if row["claimant"] not in actors)


def _declared(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _declared(value)
        elif key == "values":
            yield from (str(one) for one in value)
        elif key in _DECLARED and value and f"{key}_ar" not in table:
            yield str(value)
