"""The catalogues as gettext reads them: made in memory from the .po files; nothing compiled is kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LOCALES: Final = Path(__file__).resolve().parent / "locale"
SOURCE: Final = "en"
"""The language in which texts are written; it needs no catalogue."""
RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur")
SERVER: Final = "said by the server"
"""The note of a text that the browser never writes."""


def file_of(lang: str) -> Path:
    """Return the catalogue of a language."""
    return LOCALES / lang / "LC_MESSAGES" / "libya.po"


LANGUAGES: Final = tuple(sorted(path.name for path in LOCALES.iterdir() if file_of(path.name).is_file()))
"""The languages that have a catalogue, beside that in which texts are written."""


def spoken(lang: str) -> str:
    """Return the language of our own words: names may be in both, our words are in one.

    Examples
    --------
    >>> [spoken(one) for one in ("en", "ar", "en+ar")]
    ['en', 'ar', 'en']
    """
    return lang if lang in LANGUAGES else SOURCE


def read_catalogue(lang: str) -> Catalog:
    """Return a catalogue as it stands in its file, with notes and places."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - who needs no translation starts sooner

    with file_of(lang).open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


@cache
def translations(lang: str) -> NullTranslations:
    """Return what translates into a language; texts that have no translation stay as they are."""
    if spoken(lang) == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - as in `read_catalogue`

    compiled = BytesIO()
    write_mo(compiled, read_catalogue(lang))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def browser_words(lang: str) -> dict[str, Any]:
    """Return what the browser needs of a language: its texts, a list of forms where a number decides."""
    known = spoken(lang)
    texts = dict(_texts(read_catalogue(known))) if known != SOURCE else {}
    return {"lang": known, "dir": "rtl" if known in RIGHT_TO_LEFT else "ltr", "texts": texts}


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message, "" for each that is missing: one for each plural form."""
    given = message.string or ""
    return (given,) if isinstance(given, str) else tuple(given)


def _texts(catalogue: Catalog) -> Iterator[tuple[str, str | list[str]]]:
    for message in catalogue:
        if not message.id or SERVER in message.auto_comments:
            continue
        if isinstance(message.id, str):
            yield message.id, forms(message)[0]
        else:
            yield message.id[0], list(forms(message))
