"""Days as people write them -> days as precise as they are told; what could be two days is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from babel.dates import get_month_names

from geo.errors import BadDate
from geo.language import worded
from geo.validity import first_day

ORDERS: Final = ("dmy", "mdy")
"""How a day of three numbers is written where the year comes last."""

_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?", re.ASCII)
_NAMED: Final = re.compile(r"(?:(\d{1,2})\.?[ -])?([^\W\d]+)\.?,?[ -](?:(\d{1,2}),? )?(\d{4})")
_SHORT: Final = 3


def _months() -> dict[str, int]:
    """Return the months by name, in English and Arabic, and the first letters of the English ones."""
    named = {
        name.casefold(): n
        for lang in ("en", "ar")
        for n, name in get_month_names("wide", locale=lang).items()
    }
    english = {name.casefold()[:_SHORT]: n for n, name in get_month_names("wide", locale="en").items()}
    return english | {"sept": 9} | named


_MONTHS: Final = _months()


def order_of(texts: Iterable[str]) -> str:
    """Return in which order a column writes days whose year comes last; "" where none shows it.

    Examples
    --------
    >>> order_of(["03/04/2024", "14/04/2024"]), order_of(["03/04/2024"])
    ('dmy', '')
    """
    for text in texts:
        if found := _YEAR_LAST.fullmatch(plain(text)):
            if int(found[1]) > 12:  # noqa: PLR2004 - months
                return "dmy"
            if int(found[2]) > 12:  # noqa: PLR2004 - months
                return "mdy"
    return ""


def read_day(text: str, order: str = "") -> str:
    """Return a day as the data write it, as precise as it is told; "" stays "".

    Parameters
    ----------
    order : str, optional
        One of `ORDERS`, for days such as 03/04/2024.

    Raises
    ------
    BadDate
        When it is no day, or could be two.

    Examples
    --------
    >>> read_day("14 March 2024"), read_day("2024/03"), read_day("03/04/2024", "dmy")
    ('2024-03-14', '2024-03', '2024-04-03')
    >>> read_day("١٤ مارس ٢٠٢٤")
    '2024-03-14'
    """
    shown = plain(text)
    if not shown:
        return ""
    if found := _YEAR_FIRST.fullmatch(shown):
        made = "-".join(f"{int(part):02d}" for part in found.groups() if part)
    elif found := _YEAR_LAST.fullmatch(shown):
        one, other, year = (int(part) for part in found.groups())
        if not order and one != other:
            raise BadDate.of(
                worded("'{text}' could be two days", text=shown), worded("tell --days dmy or --days mdy")
            )
        day, month = (other, one) if order == "mdy" else (one, other)
        made = f"{year}-{month:02d}-{day:02d}"
    elif (found := _NAMED.fullmatch(shown)) and (number := _MONTHS.get(found[2].casefold())):
        on = found[1] or found[3]
        made = f"{found[4]}-{number:02d}" + (f"-{int(on):02d}" if on else "")
    else:
        raise BadDate.of(worded("'{text}' is no day", text=shown[:40]), worded("write it as 2024-03-14"))
    first_day(made)
    return made


def plain(text: str) -> str:
    """Return a text with digits of ours and single blanks."""
    digits = (str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)
    return " ".join("".join(digits).split())
