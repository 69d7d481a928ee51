"""Events as rows and as sentences."""

from __future__ import annotations

from typing import Any, Final

from geo.model import Column
from geo.questions.shared.ground import Row, resting
from geo.words.dates import date_text
from geo.words.sentences import Sentence

EVENTS: Final = (
    Column("id", "Id", "slug"),
    Column("date", "Date", "date"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("place", "Place", "place"),
    Column("actors", "Actors", "actors"),
    Column("grade", "Grade"),
    Column("sources", "Sources", "sources"),
)


def event_told(row: Row) -> Sentence:
    """Return an event as a reported sentence."""
    summary = str(row["summary"]).rstrip(".")
    text = (
        f"{date_text(str(row['date']), 'en')}: {row['name_en']}. {summary}.",
        f"{date_text(str(row['date']), 'ar')}: {row['name_ar'] or row['name_en']}. {summary}.",
    )
    return resting(text, "reported", [row])


def event_row(row: Row) -> tuple[Any, ...]:
    """Return an event as a row of a table."""
    grade = f"{row['reliability']}{row['credibility']}"
    return (
        row["id"], row["date"], row["name_en"], row["name_ar"], row["place"], row["actors"], grade,
        row["sources"],
    )  # fmt: skip
