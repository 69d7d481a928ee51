"""What there is to translate: texts in Python and JavaScript, and what the layers declare."""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_python

_SAYING: Final = {"t": 1, "both": 1, "mark": 1, "parts": 1, "worded": 1, "tn": 2, "both_n": 2}
"""How many of their first arguments are texts, in Python and JavaScript alike."""
SCRIPTS: Final = "geo/screen/js"
_STRING: Final = r'"(?:[^"\\\n]|\\.)*"'
_LITERAL: Final = re.compile(_STRING)
_STRINGS: Final = rf"{_STRING}(?:\s*\+\s*{_STRING})*"
_SAID: Final = re.compile(
    rf"(?:(?<![\w$.#])|(?<=\.\.\.))({'|'.join(_SAYING)})\(\s*({_STRINGS})\s*(?:,\s*({_STRINGS}))?"
)
_TITLED: Final = {"Column": (1,), "Parameter": (), "Question": (2,)}
"""Where in what a question declares a title stands that has no Arabic beside it."""
_DECLARED: Final = ("title", "note", "help", "group")
"""Keys of a layer's declaration that are read by people. One with `title_ar` beside it is a name: data."""
Text = str | tuple[str, str]
"""A text, or its one and many."""


def texts(root: Path) -> Iterator[tuple[Text, str]]:
    """Yield every text in a checkout that is said to people, and the file that has it."""
    for folder, pattern, read in (("geo", "*.py", _of_python), (SCRIPTS, "*.js", _of_script)):
        for path in sorted((root / folder).rglob(pattern)):
            yield from ((text, path.relative_to(root).as_posix()) for text in read(path))
    for path in sorted((root / "layers").glob("*.toml")):
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((text, path.relative_to(root).as_posix()) for text in _declared(declared))


def gathered(root: Path) -> Catalog:
    """Return all texts as a catalogue without translations."""
    catalogue = Catalog(fuzzy=False)
    for text, place in texts(root):
        catalogue.add(text, locations=[(place, 1)])
    for message in catalogue:
        message.locations = sorted(set(message.locations))
        # A text with braces is ours to fill, in either language.
        message.flags.discard("python-format")
        message.flags.discard("python-brace-format")
    return catalogue


def _of_python(path: Path) -> Iterator[Text]:
    places = {name: tuple(range(1, texts + 1)) for name, texts in _SAYING.items()}
    for _, text, _, _ in extract("python", io.BytesIO(path.read_bytes()), places):
        yield text if isinstance(text, str) else (text[0], text[1])
    declared = dict.fromkeys(_TITLED)
    for _, name, given, _ in extract_python(io.BytesIO(path.read_bytes()), declared, [], {}):
        yield from _titled(str(name), given)


def _of_script(path: Path) -> Iterator[Text]:
    """Yield the texts of a module; babel's own reader of JavaScript loses those inside template strings."""
    for name, first, second in _SAID.findall(path.read_text(encoding="utf-8")):
        yield (_joined(first), _joined(second)) if _SAYING[name] > 1 else _joined(first)


def _joined(literals: str) -> str:
    return "".join(json.loads(one) for one in _LITERAL.findall(literals))


def _titled(name: str, given: Any) -> Iterator[str]:
    """Yield title and help of a column, a parameter or a question as it is declared."""
    listed = given if isinstance(given, tuple) else (given,)
    for place, text in enumerate(listed):
        is_help = name != "Question" and place > 1 and " " in str(text)
        if isinstance(text, str) and (place in _TITLED[name] or is_help):
            yield text


def _declared(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _declared(value)
        elif key == "values":
            yield from (str(one) for one in value)
        elif key in _DECLARED and value and f"{key}_ar" not in table:
            yield str(value)
