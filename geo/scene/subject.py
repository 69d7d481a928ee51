"""What a map shows, where that is not who holds what on one day: its title and the line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.language import t, tn
from geo.model import GROUND_GROUP, Language
from geo.scene.explaining import place_in_legend
from geo.scene.layers import SceneLayer
from geo.scene.telling import LAYER
from geo.words.dates import date_text

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map shows, as `headline.js` says it while the map is alive.

    Attributes
    ----------
    what : str
        In the language of the page.
    features : int
        How many entries it shows.
    fresh : int or None
        How many of them were confirmed lately; None = not known of a large layer.
    alone : bool
        Whether nothing is shown but what some actors have.
    first : str
        The first day of a span at any time of which it was true, ISO; "" = on one day.
    """

    what: str
    features: int
    fresh: int | None
    alone: bool
    first: str = ""

    def title(self, at: str, lang: Language) -> str:
        """Return the title of its map on an ISO day, the last of a span."""
        day = date_text(at, lang)
        if self.first:
            first = date_text(self.first, lang)
            return t(
                "Libya at any time from {first} to {last}: {what}",
                lang,
                first=first,
                last=day,
                what=self.what,
            )
        return t("Libya on {day}: {what}", lang, day=day, what=self.what)

    def line(self, lang: Language) -> str:
        """Return what stands below the title."""
        if self.fresh is None:
            counted = tn("{n} entry in view.", "{n} entries in view.", self.features, lang)
        else:
            counted = tn(
                "{n} entry, {fresh} of it confirmed lately.",
                "{n} entries, {fresh} of them confirmed lately.",
                self.features,
                lang,
                fresh=self.fresh,
            )
        if not self.alone:
            return counted
        return f"{counted} {t('All others are hidden.', lang)} {t('Show all again', lang)}"


def subject_of(
    layers: Sequence[SceneLayer], lang: Language, only: Sequence[str] = (), first: str = ""
) -> Subject | None:
    """Return what is the subject of a map; None = who holds what on one day.

    Parameters
    ----------
    only : sequence of str
        Names of the actors that are let through, none = all.
    first : str
        As in `Subject`.
    """
    drawn = sorted((one for one in layers if one.features), key=place_in_legend)
    # What others stand on is the subject only where nothing else is shown.
    shown = [one for one in drawn if one.layer.group != GROUND_GROUP] or drawn
    of_control = not shown or any(one.layer.id == LAYER for one in shown)
    if not (only or first) and of_control:
        return None
    titles = [one.name.text(lang) for one in shown]
    if only:
        what = t(", ", lang).join(only)
    elif of_control:
        what = t("who held what", lang)
    elif len(titles) > _SEVERAL:
        what = t("{what} and {n} more", lang, what=titles[0], n=len(titles) - 1)
    else:
        # Titles of layers keep their capitals, and some list things themselves: no "and" between them.
        what = " + ".join(titles)
    number = sum(len(one.features) if one.counts is None else sum(one.counts.values()) for one in shown)
    fresh = sum(not feature.stale for one in shown for feature in one.features)
    is_known = all(one.counts is None for one in shown)
    return Subject(what, number, fresh if is_known else None, bool(only), first)
