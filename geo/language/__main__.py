"""`python -m geo.language`: bring new texts into the catalogues, and name what has no translation."""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from geo.language.catalogues import LANGUAGES, file_of, forms, read_catalogue
from geo.language.extracting import gathered

ROOT = Path(__file__).resolve().parents[2]


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts of a catalogue that lack a translation, or one of its plural forms."""
    return [_first(message) for message in catalogue if message.id and not all(forms(message))]


def updated(lang: str, found: Catalog) -> bytes:
    """Return the catalogue of a language with the texts that there are now: new ones added, old ones gone."""
    catalogue = read_catalogue(lang)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    out = BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue().rstrip() + b"\n"


def main() -> int:
    """Return 1 where a text has no translation."""
    parser = argparse.ArgumentParser(prog="python -m geo.language", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a catalogue is old")
    wanted = parser.parse_args()
    found, bad = gathered(ROOT), False
    for lang in LANGUAGES:
        path, text = file_of(lang), updated(lang, found)
        old = path.read_bytes() != text
        if old and not wanted.check:
            path.write_bytes(text)
        missing = untranslated(read_catalogue(lang))
        for one in missing:
            print(f"{lang}: no translation of {one!r}")
        if old and wanted.check:
            print(f"{lang}: the catalogue is not up to date; run make words")
        bad = bad or bool(missing) or (old and wanted.check)
    return int(bad)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


if __name__ == "__main__":
    sys.exit(main())
