"""Elements of HTML and SVG as text: whatever stands in them is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TypeAlias

Attributes: TypeAlias = Mapping[str, object]


def element(name: str, attributes: Attributes, *children: str) -> str:
    """Return an element; its children are markup already.

    Parameters
    ----------
    attributes : mapping
        Those that are "" or None are left out.

    Examples
    --------
    >>> element("p", {"class": "a", "id": ""}, text("<b>"))
    '<p class="a">&lt;b&gt;</p>'
    >>> element("use", {"href": "#a"})
    '<use href="#a"/>'
    """
    told = "".join(
        f' {key}="{escape(number(value))}"' for key, value in attributes.items() if value not in ("", None)
    )
    inside = "".join(children)
    return f"<{name}{told}>{inside}</{name}>" if inside or name not in _EMPTY else f"<{name}{told}/>"


def text(words: str) -> str:
    """Return words as markup."""
    return escape(words, quote=False)


def number(value: object) -> str:
    """Return a value as an attribute has it: numbers as short as they can be.

    Examples
    --------
    >>> number(1.50), number(-0.0), number("a")
    ('1.5', '0', 'a')
    """
    if not isinstance(value, float):
        return str(value)
    short = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short


_EMPTY = frozenset({"use", "path", "circle", "rect"})
"""Elements of SVG that have no content of their own here."""
