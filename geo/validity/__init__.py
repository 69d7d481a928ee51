"""The three clocks, and the only code that compares dates: true, published, recorded; and how fresh."""

from geo.validity.columns import last_days
from geo.validity.dates import end_day, first_day, full_day, is_before, is_reversed, last_day
from geo.validity.freshness import ALWAYS, NEVER, age_in_days, confirmed_within, stale_on
from geo.validity.rows import (
    Frame,
    published_by,
    published_days,
    recorded_now,
    recorded_on,
    true_within,
    valid_on,
    with_days,
    within,
)

__all__ = [
    "ALWAYS",
    "NEVER",
    "Frame",
    "age_in_days",
    "confirmed_within",
    "end_day",
    "first_day",
    "full_day",
    "is_before",
    "is_reversed",
    "last_day",
    "last_days",
    "published_by",
    "published_days",
    "recorded_now",
    "recorded_on",
    "stale_on",
    "true_within",
    "valid_on",
    "with_days",
    "within",
]
