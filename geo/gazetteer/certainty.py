"""Whether a hit is what was asked for, or only has a name near it: "Khartoum" is not Al Marduom."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from geo.gazetteer.ranking import Hit, is_arabic, spellings
from geo.gazetteer.spelling import FILLERS, KIND_WORDS, skeleton, sounds, words

_SHORT = 5
"""Names of fewer letters are alike by accident."""
_LETTERS_FOR_A_SLIP, _SOUNDS_FOR_A_SLIP = 4, 9
_BONES = 4
"""Consonants that names in two scripts must share."""
_WORDS_OF_ONE_NAME = 60.0
_NO_NAME = KIND_WORDS | FILLERS


def is_near(hit: Hit, query: tuple[str, ...], *, coded: bool = False) -> bool:
    """Tell whether a hit is a suggestion only.

    Certain are the name itself, its beginning, all words of one name, and what differs from its name by
    slips: one letter put in, left out, changed or moved for every four of the query, one sound for every
    nine. A further spelling of one word may have its letters in another order, no more: it is a slip itself,
    and Banana is one from Banina. What merely shares consonants or stands among other words is near. Words
    for a kind earn no slip: two oil fields are not alike for being oil fields; and what stands before them is
    a whole name: Benin City is no beginning of Benina. A word of a title in the other script
    that only sounds like a code is near: LYBEN is a port, not Arabic for Libyans.

    Parameters
    ----------
    query : tuple of str
        As `geo.gazetteer.spelling.words` leaves it.
    coded : bool
        Whether it is the code of something, or another name in capitals.
    """
    if hit.way in ("exact", "held"):
        return hit.way == "held"
    core = _core(query)
    if hit.way == "words":
        if coded and len(core) == 1 and is_arabic(core[0]) != hit.name.arabic:
            return True
        return hit.score < _WORDS_OF_ONE_NAME or not (len(core) > 1 or _is_word(core[0], hit.name.words))
    entry = hit.name.entry
    own = {words(entry.name_en), words(entry.name_ar)}
    names = {hit.name.words, *(words(text) for text, _ in spellings(entry))} - {()}
    if entry.kind == "source":
        # A title is a sentence: one made-up word is not its slip, however many letters they share.
        own = names = {name for name in names if len(name) == len(query)}
    whole = hit.way == "begins" and query[-1] != core[-1]
    way, letters = ("close", 0) if whole else (hit.way, len("".join(core)))
    return not any(
        _slip(query, name, way, counted) or _slip(core, _core(name), way, counted)
        for name in names
        for counted in [letters if name in own or len(name) > 1 else 0]
    )


def _is_word(asked: str, name: tuple[str, ...]) -> bool:
    """Tell whether one word is one of a name, or begins one, as written; Oran only sounds like uranium."""
    heard = set(sounds((asked,)))
    return any(
        word.startswith(asked)
        or (
            not heard.isdisjoint(sounds((word,)))
            and (is_arabic(asked) != is_arabic(word) or OSA.distance(asked, word) <= len(asked) // 2)
        )
        for word in name
    )


def _slip(asked: tuple[str, ...], name: tuple[str, ...], way: str, counted: int) -> bool:
    """Tell whether `asked` may have been written for `name`; so many letters as are `counted` earn slips."""
    key, written = "".join(asked), "".join(name)
    heard, known = sounds(asked), sounds(name)
    if is_arabic(key) != is_arabic(written):
        bones = skeleton(heard[0])
        return len(bones) >= _BONES and bones == skeleton(known[0])
    if way == "begins":
        # Where the article is only guessed, the beginning of Algiers is that of Karsah.
        return written.startswith(key) or (
            len(key) >= _SHORT
            and known[0].startswith(heard[0])
            and OSA.distance(key, written[: len(key)]) <= len(key) // 3
        )
    letters, alike = OSA.distance(key, written), not set(heard).isdisjoint(known)
    if len(key) < _SHORT:
        return letters <= 1 and alike
    if alike or heard[0][:1] != known[0][:1]:
        return alike
    if sorted(key) == sorted(written):
        return True
    apart = OSA.distance(heard[0], known[0])
    return apart <= counted // _SOUNDS_FOR_A_SLIP or letters <= counted // _LETTERS_FOR_A_SLIP


def _core(split: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in split if word not in _NO_NAME) or split
