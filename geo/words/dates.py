"""Days in words, no more precise than they are written: "23 January 2025", "August 2024", "2024"."""

from __future__ import annotations

from datetime import date
from typing import Final

from geo.language import both, t, tn
from geo.model import Language
from geo.validity import first_day

MONTHS: Final = (
    both("January"), both("February"), both("March"), both("April"), both("May"),
    both("June"), both("July"), both("August"), both("September"),
    both("October"), both("November"), both("December"),
)  # fmt: skip

_SHORT: Final = (
    both("Jan"), both("Feb"), both("Mar"), both("Apr"), both("May"), both("Jun"),
    both("Jul"), both("Aug"), both("Sep"), both("Oct"), both("Nov"), both("Dec"),
)  # fmt: skip

_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_DAYS_SHOWN_UNTIL, _MONTHS_SHOWN_UNTIL = 45, 24
_DAYS_A_MONTH, _MONTHS_A_YEAR = 30.44, 12
_FULL, _MONTH, _YEAR = 3, 2, 1


def date_text(text: str, lang: Language, *, short: bool = False) -> str:
    """Return a full or partial ISO date in words.

    Parameters
    ----------
    short : bool
        Whether the name of the month is short, as in the furniture of the map.

    Examples
    --------
    >>> [date_text(one, "en") for one in ("2025-01-23", "2024-08", "2024")]
    ['23 January 2025', 'August 2024', '2024']
    >>> date_text("2025-01-23", "en", short=True)
    '23 Jan 2025'
    """
    year, *rest = text.split("-")
    if not rest:
        return year
    month = (_SHORT if short else MONTHS)[int(rest[0]) - 1][lang == "ar"]
    return " ".join([*([str(int(rest[1]))] if rest[1:] else []), month, year])


def dated(text: str) -> tuple[str, str]:
    """Return the same in English and Arabic.

    Examples
    --------
    >>> dated("2024-08")
    ('August 2024', 'أغسطس 2024')
    """
    return date_text(text, "en"), date_text(text, "ar")


def in_text(text: str, lang: Language) -> str:
    """Return when something was: "on 23 January 2025", "in August 2024".

    Examples
    --------
    >>> in_text("2024", "en")
    'in 2024'
    """
    if text.count("-") == _FULL - 1:
        return t("on {day}", lang, day=date_text(text, lang))
    return t("in {day}", lang, day=date_text(text, lang))


def before_text(text: str, at: date, lang: Language) -> str:
    """Return how long before a day something was; no more precise than its date, "" where that says nothing.

    Parameters
    ----------
    text : str
        A full or partial ISO date, not after `at`.
    at : date
        The day shown.

    Examples
    --------
    >>> day = date(2025, 5, 20)
    >>> before_text("2025-01-23", day, "en")
    'four months before the day shown'
    >>> before_text("2023", day, "en"), before_text("2024", day, "en"), before_text("2025-05-20", day, "en")
    ('one year before the day shown', '', 'on the day shown')
    >>> before_text("2025-01-23", day, "ar")
    'قبل اليوم المعروض بـ4 أشهر'
    """
    number, unit = _span(text, at)
    if not unit:
        return ""
    if not number:
        return t("on the day shown", lang)
    told = _NUMBERS[number] if lang != "ar" and number < len(_NUMBERS) else number
    if unit == "day":
        return tn("{n} day before the day shown", "{n} days before the day shown", number, lang, n=told)
    if unit == "month":
        return tn("{n} month before the day shown", "{n} months before the day shown", number, lang, n=told)
    return tn("{n} year before the day shown", "{n} years before the day shown", number, lang, n=told)


def _span(text: str, at: date) -> tuple[int, str]:
    """Return how many days, months or years lie between; no unit where the date says no more."""
    first, parts = first_day(text), text.count("-") + 1
    years = at.year - first.year
    months = years * _MONTHS_A_YEAR + at.month - first.month
    if parts == _YEAR:
        # From the middle of that year, as its day is not known.
        whole = years - (at.month <= _MONTHS_A_YEAR // 2)
        return (whole, "year") if whole > 0 else (0, "")
    if parts == _MONTH:
        if not months:
            return 0, ""
        return _months(months)
    days = (at - first).days
    if days < _DAYS_SHOWN_UNTIL:
        return days, "day"
    return _months(round(days / _DAYS_A_MONTH))


def _months(months: int) -> tuple[int, str]:
    """Return months, or from two years on the nearest number of years; a half is not told."""
    if months < _MONTHS_SHOWN_UNTIL:
        return months, "month"
    return (months + _MONTHS_A_YEAR // 2 - 1) // _MONTHS_A_YEAR, "year"
