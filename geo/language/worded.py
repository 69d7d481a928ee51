"""English texts that know how they are said elsewhere: a fault found deep below is told in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from geo.language.saying import t

_ANYTHING = "{text}"


class Worded(str):
    """A text in English, with its key in the catalogue and its values.

    Attributes
    ----------
    text : str
        The key: English with `{name}` for each value.
    values : mapping of str to object
        By name: numbers, texts as they are, pairs of English and Arabic, or texts of this class.
    """

    __slots__ = ("text", "values")

    text: str
    values: Mapping[str, object]

    def __new__(cls, text: str, values: Mapping[str, object]) -> Self:
        """Return the text; `worded` is shorter."""
        english = {name: _in(value, "en") for name, value in values.items()}
        made = super().__new__(cls, t(text, "en", **english))
        made.text, made.values = text, dict(values)
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what makes it again in another process."""
        return self.text, self.values

    def said(self, lang: str) -> str:
        """Return it in a language.

        Examples
        --------
        >>> worded("{n} filtered out", n=3).said("en")
        '3 filtered out'
        """
        return t(self.text, lang, **{name: _in(value, lang) for name, value in self.values.items()})

    @property
    def document(self) -> dict[str, Any]:
        """Key and values, ready for JSON."""
        return {
            "text": self.text,
            "values": {
                name: value.document
                if isinstance(value, Worded)
                else value
                if isinstance(value, int | tuple)
                else str(value)
                for name, value in self.values.items()
            },
        }


def worded(text: str, /, **values: object) -> Worded:
    """Return a text with its values; `text` is written out where this is called.

    Examples
    --------
    >>> worded("{n} filtered out", n=3)
    '3 filtered out'
    """
    return Worded(text, values)


def document(text: str) -> dict[str, Any]:
    """Return what makes a text in any language, ready for JSON; one that knows no key is its only value."""
    return text.document if isinstance(text, Worded) else {"text": _ANYTHING, "values": {"text": text}}


def of_document(told: Mapping[str, Any]) -> str:
    """Return the text of which `document` was made.

    Examples
    --------
    >>> of_document(document(worded("{n} filtered out", n=3))), of_document(document("{as it is}"))
    ('3 filtered out', '{as it is}')
    """
    if told["text"] == _ANYTHING:
        return str(told["values"]["text"])
    values = {
        name: of_document(value)
        if isinstance(value, dict)
        else tuple(value)
        if isinstance(value, list)
        else value
        for name, value in told["values"].items()
    }
    return Worded(told["text"], values)


def said(text: str, lang: str) -> str:
    """Return a text in a language, as far as it knows how.

    Examples
    --------
    >>> said(worded("{n} filtered out", n=3), "en"), said("as it is", "ar")
    ('3 filtered out', 'as it is')
    """
    return text.said(lang) if isinstance(text, Worded) else text


def _in(value: object, lang: str) -> object:
    """Return a value in a language."""
    if isinstance(value, Worded):
        return value.said(lang)
    if isinstance(value, tuple):
        return value[lang == "ar"]
    return value if isinstance(value, int) else str(value)
