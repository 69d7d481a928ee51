"""Texts in a language. English is written where it is said; the catalogue has the rest."""

from __future__ import annotations

from typing import Final

from geo.language.catalogues import translations

_GROUPED_FROM: Final = 10_000


def t(text: str, lang: str, /, **values: object) -> str:
    """Return a text in a language, with its values.

    Parameters
    ----------
    text : str
        English, written out where `t` is called, with `{name}` for each value.
    lang : str
        As a view has it; in both languages together our own words are English.
    **values : object
        By name; whole numbers are grouped from five digits on.

    Examples
    --------
    >>> t("{n} filtered out", "en", n=1200)
    '1200 filtered out'
    """
    return _filled(translations(lang).gettext(text), values)


def tn(one: str, many: str, n: int, lang: str, /, **values: object) -> str:
    """Return a text that depends on a number, which is `{n}` in it; a language may have more forms than two.

    Examples
    --------
    >>> [tn("{n} row", "{n} rows", n, "en") for n in (1, 2)]
    ['1 row', '2 rows']
    """
    return _filled(translations(lang).ngettext(one, many, n), {"n": n, **values})


def both(text: str, /, **values: object) -> tuple[str, str]:
    """Return a text in English and Arabic; a value that is a pair has one for each.

    Examples
    --------
    >>> both("and {count} more", count=3)[0]
    'and 3 more'
    """
    english, arabic = _apart(values)
    return t(text, "en", **english), t(text, "ar", **arabic)


def both_n(one: str, many: str, n: int, /, **values: object) -> tuple[str, str]:
    """Return a text that depends on a number in English and Arabic, as `tn` and `both` do.

    Examples
    --------
    >>> both_n("{n} row", "{n} rows", 2)[0]
    '2 rows'
    """
    english, arabic = _apart(values)
    return tn(one, many, n, "en", **english), tn(one, many, n, "ar", **arabic)


def mark(text: str) -> str:
    """Return a text as it is: it is declared here, and said elsewhere by `declared` or in the browser."""
    return text


def declared(text: str, lang: str) -> str:
    """Return in a language what was declared: by `mark`, or as a title, note or value in `layers/`."""
    return translations(lang).gettext(text) if text else ""


def _apart(values: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the values of each language."""
    english = {name: value[0] if isinstance(value, tuple) else value for name, value in values.items()}
    return english, {name: value[1] if isinstance(value, tuple) else value for name, value in values.items()}


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**{name: _shown(value) for name, value in values.items()}) if values else text


def _shown(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) and abs(value) >= _GROUPED_FROM else value
