"""Days in words, no more precise than they are written: "23 January 2025", "August 2024", "2024"."""

from __future__ import annotations

from datetime import date
from typing import Final

from geo.model import Language
from geo.validity import first_day

MONTHS: Final = (
    ("January", "يناير"), ("February", "فبراير"), ("March", "مارس"), ("April", "أبريل"), ("May", "مايو"),
    ("June", "يونيو"), ("July", "يوليو"), ("August", "أغسطس"), ("September", "سبتمبر"),
    ("October", "أكتوبر"), ("November", "نوفمبر"), ("December", "ديسمبر"),
)  # fmt: skip

_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_UNITS: Final = {
    "day": ("يوم", "يومين", "أيام", "يوماً"),
    "month": ("شهر", "شهرين", "أشهر", "شهراً"),
    "year": ("سنة", "سنتين", "سنوات", "سنة"),
}
"""Arabic forms of one, two, three to ten, and eleven and more."""

_DAYS_SHOWN_UNTIL, _MONTHS_SHOWN_UNTIL = 45, 24
_DAYS_A_MONTH, _MONTHS_A_YEAR = 30.44, 12
_FULL, _MONTH, _YEAR = 3, 2, 1
_FEW: Final = 10


def date_text(text: str, lang: Language) -> str:
    """Return a full or partial ISO date in words.

    Examples
    --------
    >>> [date_text(one, "en") for one in ("2025-01-23", "2024-08", "2024")]
    ['23 January 2025', 'August 2024', '2024']
    """
    year, *rest = text.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1][lang == "ar"]
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
    full = text.count("-") == _FULL - 1
    if lang == "ar":
        return f"في {date_text(text, lang)}"
    return f"{'on' if full else 'in'} {date_text(text, lang)}"


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
    >>> before_text("2024", day, "en"), before_text("2025", day, "en"), before_text("2025-05-20", day, "en")
    ('one year before the day shown', '', 'on the day shown')
    >>> before_text("2025-01-23", day, "ar")
    'قبل اليوم المعروض بـ4 أشهر'
    """
    number, unit = _span(text, at)
    if not unit:
        return ""
    if not number:
        return "في اليوم المعروض" if lang == "ar" else "on the day shown"
    return (
        f"قبل اليوم المعروض بـ{_arabic(number, unit)}"
        if lang == "ar"
        else (f"{_english(number, unit)} before the day shown")
    )


def _span(text: str, at: date) -> tuple[int, str]:
    """Return how many days, months or years lie between; no unit where the date covers the day."""
    first, parts = first_day(text), text.count("-") + 1
    years = at.year - first.year
    months = years * _MONTHS_A_YEAR + at.month - first.month
    if parts == _YEAR:
        return (years, "year") if years else (0, "")
    if parts == _MONTH:
        if not months:
            return 0, ""
        return (months, "month") if months < _MONTHS_SHOWN_UNTIL else (months // _MONTHS_A_YEAR, "year")
    days = (at - first).days
    if days < _DAYS_SHOWN_UNTIL:
        return days, "day"
    months = round(days / _DAYS_A_MONTH)
    return (months, "month") if months < _MONTHS_SHOWN_UNTIL else (months // _MONTHS_A_YEAR, "year")


def _english(number: int, unit: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {unit}" if number == 1 else f"{word} {unit}s"


def _arabic(number: int, unit: str) -> str:
    one, two, few, many = _UNITS[unit]
    if number <= 2:  # noqa: PLR2004 - Arabic has a dual
        return (one, two)[number - 1]
    return f"{number} {few if number <= _FEW else many}"
