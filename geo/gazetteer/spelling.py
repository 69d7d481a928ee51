"""What the spellings of one name have in common: three keys, each more tolerant; spelling.toml has the rules.

1. `words`: letters without case, diacritics, article and punctuation. "Az-Zāwiyah", "az zawiyah" -> zawiyah.
2. `sounds`: what writers spell differently becomes one letter. Zawiyah, Zauia, Zawya, الزاوية -> zuia.
3. `skeleton`: the consonants alone, since Arabic writes no short vowels. Tarabulus, طرابلس -> trbls.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from itertools import islice, pairwise, product
from pathlib import Path
from typing import Any

from geo.gazetteer.entries import LONGEST_QUERY

with Path(__file__).with_name("spelling.toml").open("rb") as _file:
    TABLES: dict[str, dict[str, Any]] = tomllib.load(_file)
"""The rules of spelling.toml, by table."""

FILLERS = frozenset(word for listed in TABLES["fillers"].values() for word in listed)
"""Words, as `words` leaves them, that a query may hold beside the name."""

KIND_WORDS = frozenset(word for listed in TABLES["kinds"].values() for word in listed)
"""Words, as `words` leaves them, that say what a thing is and may be left out of its name."""

_MOST_WORDS = 24
_MOST_SOUNDS = 6
_SHORTEST_STEM = 4

_LETTERS = str.maketrans(TABLES["letters"])
_ONE_WORD: dict[str, str] = TABLES["one_word"]
_TRANSLATED: dict[str, str] = TABLES["translated"]
_ARABIC_SOUNDS = str.maketrans(TABLES["arabic_sounds"])
_LATIN_SOUNDS: dict[str, list[str]] = TABLES["latin_sounds"]

_POSSESSIVE = re.compile("(?<=\\w{4})['\u2019]s\\b")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_PLUS = re.compile(r"(?<=\d)\s*\+\s*(?=\d)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"[aeiu]l")
_SUN_ARTICLE = re.compile(r"[aeiu](?:sh|th|dh|[dlnrstz])")
_JOINED_ARTICLE = re.compile(r"[ae]l(?=[^aeiou]{1,2}[aeiou])|[aei](?=(sh|[dnrstz])\1)")
_ONE_SOUND = re.compile(r"dsch|dzh|dj|sch|[cdgkpstz]h|ck|qu|gi(?=[aou])|.")
_LATIN_ENDING = re.compile(r"(?<=..)(?:ah|eh|e|a)$")
_MOVED_H = re.compile(r"(?<=[^aeiouhy])[aeiou]h$")
_ARABIC_ENDING = re.compile(r"(?<=.)h$")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aiu")


def clean(text: str, length: int = LONGEST_QUERY) -> str:
    r"""Return the text cut to `length`, on one line, without letters that do not show or that turn the line.

    Examples
    --------
    >>> clean("  Sabha\u202e\n oasis ")
    'Sabha oasis'
    """
    seen = []
    for letter in text[:length]:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zl", "Zp"):
            seen.append(" ")
        elif not kind.startswith("C"):
            seen.append(letter)
    return " ".join("".join(seen).split())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name without case, diacritics, article, punctuation and ordinal endings.

    Examples
    --------
    >>> words("Az-Zāwiyah"), words("Ra's Lānūf"), words("444th Brigade")
    (('zawiyah',), ('ras', 'lanuf'), ('444', 'brigade'))
    >>> words("إجدابيا"), words("الكُفرة"), words("اللواء ٤٤٤")
    (('اجدابيا',), ('كفره',), ('لوا', '444'))
    """
    plain = _POSSESSIVE.sub("", text.casefold())
    plain = "".join(map(_base, unicodedata.normalize("NFKD", plain))).casefold().translate(_LETTERS)
    plain = _ORDINAL.sub("", _PLUS.sub("plus", _INITIALS.sub(r"\1", plain)))
    found = _WORD.findall(plain)[: 2 * _MOST_WORDS]
    kept: list[str] = []
    for word, following in pairwise([*found, ""]):
        if not _is_article(word, following):
            bare = _without_arabic_article(word)
            kept.extend(_ONE_WORD.get(bare, bare).split())
    return tuple(kept[:_MOST_WORDS])


@lru_cache(maxsize=4_096)
def _base(letter: str) -> str:
    """Return a decomposed letter: nothing for a mark, an ASCII digit for a digit of any script."""
    kind = unicodedata.category(letter)
    if kind == "Mn":
        return ""
    return str(unicodedata.decimal(letter)) if kind == "Nd" else letter


def _is_article(word: str, following: str) -> bool:
    """Tell whether a Latin word is the Arabic article, which must match a sun letter that follows it."""
    if not following:
        return False
    if _ARTICLE.fullmatch(word):
        return True
    return bool(_SUN_ARTICLE.fullmatch(word)) and following.startswith(word[1:])


def _without_arabic_article(word: str) -> str:
    has_article = word.startswith(("ال", "لل")) and len(word) >= _SHORTEST_STEM
    return word[2:] if has_article else word


@lru_cache(maxsize=16_384)
def word_sounds(word: str) -> tuple[str, ...]:
    """Return the sounds that a word of `words` may stand for, the likeliest first.

    Examples
    --------
    >>> word_sounds("zuwara"), word_sounds("zouara"), word_sounds("زواره")
    (('zuara',), ('zuara',), ('zuara',))
    >>> word_sounds("sabbah"), word_sounds("sabha")
    (('saba', 'sabha'), ('sabha',))
    >>> word_sounds("gadames"), word_sounds("elsharara")
    (('kadamis', 'jadamis'), ('ilSarara', 'Sarara'))
    """
    if any(letter.isdigit() for letter in word):
        return (word,)
    arabic = word.translate(_ARABIC_SOUNDS)
    if arabic != word:
        return (_smooth(_ARABIC_ENDING.sub("a", arabic)),)
    spellings = [word]
    joined = _JOINED_ARTICLE.match(word)
    if joined and len(word) - joined.end() >= _SHORTEST_STEM:
        spellings.append(word[joined.end() :])
    # An h before the last vowel is seldom heard, and is written behind it: Sebah for Sabha.
    spellings += [_MOVED_H.sub("ha", spelling) for spelling in spellings if _MOVED_H.search(spelling)]
    heard: dict[str, None] = {}
    for spelling in spellings:
        letters = _ONE_SOUND.findall(_LATIN_ENDING.sub("a", spelling))
        choices = product(*(_LATIN_SOUNDS.get(letter, (letter,)) for letter in letters))
        heard.update((_smooth("".join(choice)), None) for choice in islice(choices, _MOST_SOUNDS))
    return tuple(heard)


def translated(word: str) -> str:
    """Return the English word for an Arabic kind of thing; any other word as it is.

    Examples
    --------
    >>> translated(words("المطار")[0])
    'airport'
    """
    return _TRANSLATED.get(word, word)


def _smooth(heard: str) -> str:
    """Return a sound with one letter for a long, doubled or gliding one: au is u, ai is i."""
    single = _REPEATED.sub(r"\1", heard)
    return _REPEATED.sub(r"\1", single.replace("au", "u").replace("ai", "i"))


def both_sounds(word: str) -> tuple[str, ...]:
    """Return the sounds of a word, and of its translation where it says what a thing is."""
    english = translated(word)
    return word_sounds(word) if english == word else (*word_sounds(word), *word_sounds(english))


def sounds(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of a whole name, in one piece, the likeliest first.

    Examples
    --------
    >>> sounds(words("Ra's Lānūf")) == sounds(words("Raslanouf"))
    True
    """
    choices = islice(product(*(word_sounds(word) for word in name)), _MOST_SOUNDS)
    return tuple(dict.fromkeys("".join(choice) for choice in choices))


def skeleton(sound: str) -> str:
    """Return the consonants of a sound.

    Examples
    --------
    >>> skeleton(sounds(words("Tarabulus"))[0]) == skeleton(sounds(words("طرابلس"))[0])
    True
    """
    return sound.translate(_VOWELS)
