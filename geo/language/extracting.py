"""What there is to translate: texts in Python and JavaScript, and what the layers declare."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python

_SAYING: Final = {"t": 1, "both": 1, "mark": 1, "parts": 1, "tn": 2}
"""How many of their first arguments are texts, in Python and JavaScript alike."""
_DECLARED: Final = ("title", "note", "help", "group")
"""Keys of a layer's declaration that are read by people. One with `title_ar` beside it is a name: data."""
Found = tuple[str | tuple[str, str], str]
"""A text, or its one and many, and the file that has it."""


def texts(root: Path) -> Iterator[Found]:
    """Yield every text in a checkout that is said to people."""
    for path in sorted((root / "geo").rglob("*.py")):
        yield from _extracted(path, root, extract_python)
    for path in sorted((root / "geo" / "screen" / "js").rglob("*.js")):
        yield from _extracted(path, root, extract_javascript)


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


def _extracted(path: Path, root: Path, extract: Any) -> Iterator[Found]:
    options = {"parse_template_string": True, "encoding": "utf-8"}
    for _, name, given, _ in extract(io.BytesIO(path.read_bytes()), [*_SAYING], [], options):
        said = (given if isinstance(given, tuple) else (given,))[: _SAYING[name]]
        if len(said) == _SAYING[name] and all(isinstance(one, str) for one in said):
            yield (said if len(said) > 1 else said[0]), path.relative_to(root).as_posix()


def _declared(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _declared(value)
        elif key == "values":
            yield from (str(one) for one in value)
        elif key in _DECLARED and value and f"{key}_ar" not in table:
            yield str(value)
