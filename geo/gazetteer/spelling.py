"""What spellings of one name have in common: three keys of growing tolerance. Knows no names but kinds of words.

1. `words`: letters without case, diacritics, article and punctuation. "Az-Zāwiyah" and "az zawiyah" -> zawiyah.
2. `sounds`: what a transliteration may write differently is one letter. Zawiyah, Zauia, Zawya, الزاوية -> zuia.
3. `skeleton`: the consonants alone, which join what Arabic does not write. Tarabulus, طرابلس -> trbls.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from geo.gazetteer.entries import LONGEST_QUERY

_MOST_WORDS = 24
_MOST_SOUNDS = 6
_SHORTEST_STEM = 4

_LETTERS = str.maketrans(
    {
        # Latin letters that are no letter with a mark on it.
        "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "ə": "a", "þ": "th",
        # Arabic: wasla, forms of ya, kaf and ha from Persian and Urdu keyboards, ta marbuta, tatweel, lone hamza.
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ۀ": "ه", "ۃ": "ه", "ة": "ه", "ـ": "", "ء": "",
        # Signs for ayn and hamza, apostrophes.
        "ʿ": "", "ʾ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ˈ": "", "‘": "", "’": "", "'": "", "`": "", "´": "",
        "′": "", "ˀ": "", "ˁ": "",
    }
)  # fmt: skip

_POSSESSIVE = re.compile(r"(?<=\w{4})['’]s\b")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_PLUS = re.compile(r"(?<=\d)\s*\+\s*(?=\d)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_WORD = re.compile(r"[^\W_]+")

_ARTICLE = re.compile(r"[aeiu]l")
_SUN_ARTICLE = re.compile(r"[aeiu](sh|th|dh|[dlnrstz])")
_JOINED_ARTICLE = re.compile(r"[ae]l(?=[^aeiou]{1,2}[aeiou])|[aei](?=(sh|[dnrstz])\1)")

_ONE_WORD = {
    "abu": "bu", "abou": "bu", "abo": "bu", "bou": "bu", "ben": "bin", "ibn": "bin", "beni": "bani", "bni": "bani",
    "oum": "um", "umm": "um", "om": "um", "jebel": "jabal", "gebel": "jabal", "djebel": "jabal", "jbel": "jabal",
    "gabal": "jabal", "oued": "wadi", "ouadi": "wadi", "uadi": "wadi", "gasr": "qasr", "kasr": "qasr", "ksar": "qasr",
    "ابو": "بو", "ابن": "بن", "harbour": "port", "harbor": "port", "fields": "field",
    "airbase": "air base", "oilfield": "oil field", "oilfields": "oil field", "gasfield": "gas field",
}  # fmt: skip
"""Words that stand for one another in names; a value of two words is read as two."""

_ARABIC_SOUNDS = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r",
        "ز": "z", "س": "s", "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "k", "ف": "f",
        "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i",
        "پ": "p", "چ": "j", "ژ": "j", "گ": "k", "ڨ": "k", "ڭ": "k", "ڤ": "f", "ٹ": "t", "ڈ": "d", "ۆ": "u",
    }
)  # fmt: skip

_TRANSLATED = {
    "مطار": "airport", "مهبط": "airfield", "قاعده": "base", "ميناء": "port", "مينا": "port", "حقل": "field",
    "حقول": "field", "مصفاه": "refinery", "معبر": "crossing", "منفذ": "crossing", "خط": "pipeline", "قوات": "forces",
    "قوه": "force", "كتيبه": "battalion", "لوا": "brigade", "مجموعه": "group", "حكومه": "government",
    "مجلس": "council", "نفط": "oil", "نفطي": "oil", "غاز": "gas", "مدينه": "city", "ليبيا": "libya", "جبل": "jabal",
}  # fmt: skip
"""Kinds of things, as `words` leaves them: an Arabic name also finds what has an English one only."""

_SEVERAL = re.compile(r"dsch|dzh|dj|sch|sh|ch|kh|gh|ck|zh|dh|th|ph|qu|gi(?=[aou])|g(?=[aeiouy])|.")
_SOUNDS: dict[str, tuple[str, ...]] = {
    "dsch": ("j",), "dzh": ("j",), "dj": ("j",), "zh": ("j",), "gi": ("j", "ki"), "sch": ("S",), "sh": ("S",),
    "ch": ("S", "h", "k"), "kh": ("h", "k"), "gh": ("k",), "ck": ("k",), "qu": ("ku",), "th": ("t",), "ph": ("f",),
    "dh": ("d", "z"), "g": ("k", "j"), "q": ("k",), "c": ("k",), "x": ("ks",), "v": ("u",), "w": ("u",),
    "o": ("u",), "y": ("i",), "e": ("i",),
}  # fmt: skip
"""What Latin letters stand for, the likeliest first: g is ق or غ, but ج for an Egyptian or Italian writer."""

_ENDING = re.compile(r"(?<=..)(?:ah|eh|e|a)$")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aiu")


def clean(text: str, length: int = LONGEST_QUERY) -> str:
    """Return the text cut to `length`, as one line, without characters that show nothing or turn the line round.

    Examples
    --------
    >>> clean("  Sabha\\u202e\\n oasis ")
    'Sabha oasis'
    """
    seen = []
    for letter in text[:length]:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zl", "Zp"):
            seen.append(" ")
        elif kind[0] != "C":
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
    for word, following in zip(found, [*found[1:], ""], strict=True):
        if following and _is_article(word, following):
            continue
        bare = _without_arabic_article(word)
        kept.extend(_ONE_WORD.get(bare, bare).split())
    return tuple(kept[:_MOST_WORDS])


def _base(letter: str) -> str:
    """Return a decomposed letter: nothing for a mark, an ASCII digit for a digit of any script."""
    kind = unicodedata.category(letter)
    if kind == "Mn":
        return ""
    return str(unicodedata.decimal(letter)) if kind == "Nd" else letter


def _is_article(word: str, following: str) -> bool:
    if _ARTICLE.fullmatch(word):
        return True
    sun = _SUN_ARTICLE.fullmatch(word)
    return bool(sun) and following.startswith(word[1:])


def _without_arabic_article(word: str) -> str:
    for article in ("ال", "لل"):
        if word.startswith(article) and len(word) >= _SHORTEST_STEM:
            return word[2:]
    return word


@lru_cache(maxsize=16_384)
def word_sounds(word: str) -> tuple[str, ...]:
    """Return the sounds that a word of `words` may stand for, the likeliest first.

    Examples
    --------
    >>> word_sounds("zuwarah"), word_sounds("zouara"), word_sounds("زواره")
    (('zuara',), ('zuara',), ('zuara',))
    >>> word_sounds("gadames"), word_sounds("elsharara")
    (('kadamis', 'jadamis'), ('ilSarara', 'Sarara'))
    """
    if any(letter.isdigit() for letter in word):
        return (word,)
    word = _TRANSLATED.get(word, word)
    heard = word.translate(_ARABIC_SOUNDS)
    if heard != word:
        return (_smooth(re.sub("(?<=.)h$", "a", heard)),)
    spellings = [word]
    joined = _JOINED_ARTICLE.match(word)
    if joined and len(word) - joined.end() >= _SHORTEST_STEM:
        spellings.append(word[joined.end() :])
    heard_as = dict.fromkeys(
        _smooth("".join(letters))
        for spelling in spellings
        for letters in islice(
            product(*(_SOUNDS.get(part, (part,)) for part in _SEVERAL.findall(_ENDING.sub("a", spelling)))),
            _MOST_SOUNDS,
        )
    )
    return tuple(heard_as)


def _smooth(heard: str) -> str:
    """Return a sound with one letter for a long, doubled or gliding one: au is u, ai is i."""
    heard = _REPEATED.sub(r"\1", heard)
    return _REPEATED.sub(r"\1", heard.replace("au", "u").replace("ai", "i"))


def sounds(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of a whole name, written as one, the likeliest first.

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
