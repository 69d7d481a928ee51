"""The search itself: an index made once from all names, and a ranking of what a text finds in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from rapidfuzz import fuzz

from geo.gazetteer.certainty import is_near
from geo.gazetteer.entries import LONGEST_QUERY, Entry, Match
from geo.gazetteer.lexicon import Lexicon
from geo.gazetteer.notation import read_position
from geo.gazetteer.ranking import Hit, Key, Name, is_arabic, names_of, position_match, seated, to_match
from geo.gazetteer.spelling import (
    FILLERS,
    KIND_WORDS,
    both_sounds,
    clean,
    skeleton,
    sounds,
    translated,
    word_sounds,
    words,
)
from geo.language import mark
from geo.model import LIBYA_EXTENT

# Where the ways of matching stand on a scale of 0 to 100. The share of the name that is typed and the rank of
# the place add up to 12, which the steps between exact, beginning and words leave room for.
_EXACT = {"name": 100.0, "alias": 100.0, "part": 98.0, "id": 97.0, "core": 96.0}
_SAME_SOUND_LESS, _CORE_LESS = 5.0, 3.0
_PREFIX, _PREFIX_SOUND, _PREFIX_ACROSS = 80.0, 74.0, 66.0
_SKELETON, _WORDS, _SPREAD_WORDS, _HELD, _CLOSE_NAME, _CLOSE_WORDS = 58.0, 62.0, 52.0, 48.0, 20.0, 10.0
_SURE = _PREFIX
"""With a match as good as this one, spellings that are merely close are noise."""
_FLOOR = 10.0
"""What scores less is not worth reading."""
_ACROSS_LESS = 3.0

_HELD_COUNTS = 15.0
_HELD_BY_SOUND = 0.5
"""What of its length a name counts that only sounds like a part of the query: Khulayf in Khalifa Haftar."""
_SHARE_COUNTS, _SKELETON_COUNTS, _LIKENESS_COUNTS, _QUALITY_COUNTS = 6.0, 12.0, 36.0, 8.0
_UNRANKED = 7
_TITLE_LESS = 18.0
"""Titles hold many words, so that one of them is a weak sign."""

# How well a word of the query fits a word of a name.
_SAME, _SAME_SOUND, _BEGINS, _BEGINS_SOUND, _SAME_SKELETON, _CLOSE = 1.0, 0.9, 0.8, 0.7, 0.5, 0.4

# Short texts are alike by accident: below these lengths nothing loose is tried, up to `_SHORT` more is asked.
_SHORTEST, _SHORT, _SHORTEST_SKELETON = 4, 5, 3
_ALIKE, _ALIKE_SHORT, _VERY_ALIKE = 0.66, 0.75, 0.8
_MOST_WORDS = 8
_FOR_A_NAME = 1_200
"""Bytes that the indexes take for a name, measured with 11,790 of them."""
_HALF = 0.5

Hits = dict[Key, Hit]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a word, or the worst word of several, fits a name."""

    quality: float
    number: int


class Gazetteer:
    """Everything that has a name, found by any spelling of it.

    Parameters
    ----------
    entries : iterable of Entry
        The index is made from them once; it is not changed afterwards, so threads may share it.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = ()
        self._ids: dict[str, Entry] = {}
        self._names: list[Name] = []
        self._keys = self._sounds = self._skeletons = self._words = Lexicon[int](())
        self._word_sounds = self._word_skeletons = Lexicon[str](())
        self._own: dict[Key, Name] = {}
        self._held: defaultdict[Key, set[str]] = defaultdict(set)
        self._add(tuple(entries))

    def with_more(self, entries: Iterable[Entry]) -> Gazetteer:
        """Return one that has more entries, quickly: this one is not gone through again."""
        made = copy(self)
        made._add(tuple(entries))  # noqa: SLF001 - of its own class
        return made

    def _add(self, entries: tuple[Entry, ...]) -> None:
        """Add entries to those that are there; all parts are new ones, as another may share the old."""
        names = [name for entry in entries for name in names_of(entry)]
        numbered = list(enumerate(names, len(self._names)))
        self.entries = (*self.entries, *entries)
        self._ids = {entry.id: entry for entry in reversed(entries)} | self._ids
        self._names = [*self._names, *names]
        self._keys = Lexicon([(name.key, number) for number, name in numbered], self._keys)
        heard = [(sound, number) for number, name in numbered for sound in name.sounds]
        self._sounds = Lexicon(heard, self._sounds)
        bones = [(skeleton(name.sounds[0]), number) for number, name in numbered]
        self._skeletons = Lexicon(bones, self._skeletons)
        held, known = [(word, number) for number, name in numbered for word in set(name.words)], self._words
        self._words = Lexicon(held, known)
        new = [word for word in self._words if word not in known]
        self._word_sounds = Lexicon(
            [(sound, word) for word in new for sound in both_sounds(word)], self._word_sounds
        )
        self._word_skeletons = Lexicon(
            [(skeleton(word_sounds(word)[0]), word) for word in new], self._word_skeletons
        )
        own = {name.where: name for name in reversed(names) if name.text == name.entry.name_en}
        self._own = own | self._own
        self._held = self._held.copy()
        for name in names:
            self._held[name.where] = self._held[name.where].union(map(translated, name.words))

    def __sizeof__(self) -> int:
        """About how many bytes it takes: its parts share their words, so that they are not added up."""
        return _FOR_A_NAME * len(self._names)

    def search(self, text: str, limit: int = 8) -> list[Match]:
        """Return the best matches for a text, the best first.

        A position in any of three notations is found as such. What only has a name near the text is marked
        so. Among equal matches places stand before features, actors and sources, and higher ranks before
        lower ones. With room for four or more, each kind that has more than a close match keeps one seat.

        Parameters
        ----------
        text : str
            Anything; what is longer than `LONGEST_QUERY` is cut. It never raises.
        limit : int
            Matches returned at most.

        Examples
        --------
        >>> towns = Gazetteer([Entry("place", "zawiya", "places", "Zawiya", "الزاوية", ("Az Zawiyah",))])
        >>> [(match.entry.id, match.reason) for match in towns.search("az-zāwiyah")]
        [('zawiya', 'also spelled Az Zawiyah')]
        >>> [(match.entry.id, match.reason) for match in towns.search("Ez-Zauia")]
        [('zawiya', 'close spelling')]
        >>> towns.search("33S US 3081 4023")[0].entry.name_en
        '32.88722, 13.19133'
        """
        plain, limit = clean(text, LONGEST_QUERY), max(0, limit)
        positions = _positions(plain)
        if positions:
            return positions[:limit]
        query = words(plain)
        hits = self._hits(query)
        entry = self._ids.get(plain)
        if entry:
            known = Hit(Name(entry, plain, "id", (), ()), _EXACT["id"], "exact")
            where = known.name.where
            hits[where] = max(hits.get(where, known), known, key=lambda hit: hit.score)
        coded = any(hit.way == "exact" and hit.name.text.isupper() for hit in hits.values())
        return [
            to_match(self._as_written(hit, plain, query), plain, is_near(hit, query, coded=coded))
            for hit in seated(hits.values(), limit)
        ]

    def _hits(self, query: tuple[str, ...]) -> Hits:
        """Return the best hit of each entry; looser ways are tried where the surer ones find little."""
        hits: Hits = {}
        if not query:
            return hits
        self._find_surely(query, hits)
        fewer = tuple(word for word in query if word not in FILLERS)
        if not hits and fewer and fewer != query:
            query = fewer
            self._find_surely(query, hits)
        if max((hit.score for hit in hits.values()), default=0.0) < _SURE:
            if self._find_close_names(query, hits) < _VERY_ALIKE:
                self._find_held(query[:_MOST_WORDS], hits)
            self._find_words(query[:_MOST_WORDS], hits, close=True)
        return hits

    def _find_surely(self, query: tuple[str, ...], hits: Hits) -> None:
        self._find_names(query, hits)
        self._find_cores(query, hits)
        self._find_words(query[:_MOST_WORDS], hits, close=False)

    def _find_names(self, query: tuple[str, ...], hits: Hits) -> None:
        """Find names that are the query, sound like it, begin with it, or share its consonants."""
        key, heard, arabic = "".join(query), sounds(query), any(map(is_arabic, query))
        self._find_equal(query, hits, 0.0)
        for longer, numbers in self._keys.beginning(key):
            self._keep_all(hits, numbers, _PREFIX + _SHARE_COUNTS * len(key) / len(longer), "begins")
        if len(key) == 1 or key.isdigit():
            return
        for sound in _worth_trying(key, heard):
            for longer, numbers in self._sounds.beginning(sound):
                share = _SHARE_COUNTS * len(sound) / len(longer)
                for number in numbers:
                    base = _PREFIX_SOUND if self._names[number].arabic == arabic else _PREFIX_ACROSS
                    self._keep_all(hits, (number,), base + share, "begins")
        if len(key) < _SHORTEST:
            return
        for number, alike in self._alike(heard[0]).items():
            across = _ACROSS_LESS if self._names[number].arabic != arabic else 0.0
            self._keep_all(hits, (number,), _SKELETON - across + _SKELETON_COUNTS * alike, "sound")

    def _alike(self, sound: str) -> dict[int, float]:
        """Return the names that share the consonants and most vowels of a sound, with their likeness."""
        bones = skeleton(sound)
        needed = _ALIKE if len(bones) >= _SHORTEST_SKELETON else _ALIKE_SHORT
        likeness = {
            number: fuzz.ratio(sound, self._names[number].sounds[0]) / 100
            for number in self._skeletons.equal(bones)
        }
        return {number: alike for number, alike in likeness.items() if bones and alike >= needed}

    def _find_equal(
        self, query: tuple[str, ...], hits: Hits, less: float, kinds: frozenset[str] = frozenset()
    ) -> None:
        """Find names that are the query or sound like it, of entries that hold all words for `kinds` too."""
        key, heard = "".join(query), sounds(query)
        found = [(number, less, "exact") for number in self._keys.equal(key)]
        if len(key) > 1 and not key.isdigit():
            for sound in _worth_trying(key, heard):
                found += [(number, less + _SAME_SOUND_LESS, "sound") for number in self._sounds.equal(sound)]
        for number, lost, way in found:
            name = self._names[number]
            if kinds <= self._held[name.where]:
                self._keep(hits, number, _EXACT[name.how] - lost, way)

    def _find_cores(self, query: tuple[str, ...], hits: Hits) -> None:
        """Find names that are the query but for words that say what sort of thing it is."""
        core = tuple(word for word in query if word not in KIND_WORDS and word not in FILLERS)
        if core and core != query:
            kinds = frozenset(translated(word) for word in query if word not in FILLERS) - set(core)
            self._find_equal(core, hits, _CORE_LESS, kinds)

    def _find_held(self, query: tuple[str, ...], hits: Hits) -> None:
        """Find names that the query holds among other words: the town in "road near Sabha"."""
        length = sum(map(len, query))
        for first in range(len(query)):
            for last in range(first + 1, len(query) + 1):
                key = "".join(query[first:last])
                if len(key) < _SHORTEST or FILLERS.union(KIND_WORDS).issuperset(query[first:last]):
                    continue
                sound = sounds(query[first:last])[0]
                across = (
                    number for number in self._alike(sound) if self._names[number].arabic != is_arabic(key)
                )
                same = set(self._keys.equal(key))
                for number in {*same, *self._sounds.equal(sound), *across}:
                    share = len(key) / length * (1 if number in same else _HELD_BY_SOUND)
                    score = _HELD + _HELD_COUNTS * share + self._standing(number) / 2
                    self._keep(hits, number, score, "held")

    def _find_close_names(self, query: tuple[str, ...], hits: Hits) -> float:
        """Find names that differ from the query by a few letters; return the likeness of the closest."""
        heard = sounds(query)[0]
        if len(heard) < _SHORTEST or heard.isdigit():
            return 0.0
        close = self._sounds.close(heard, _needed(heard))
        for sound, alike in close:
            for number in self._sounds.equal(sound):
                score = _CLOSE_NAME + _LIKENESS_COUNTS * alike + self._standing(number) / 2
                self._keep(hits, number, score, "close")
        return close[0][1] if close else 0.0

    def _find_words(self, query: tuple[str, ...], hits: Hits, close: bool) -> None:
        """Find names, then entries, that hold all words of the query in any order; failing that, most."""
        last = len(query) - 1
        found = [self._fitting(word, number == last, close) for number, word in enumerate(query)]
        length = sum(map(len, query))
        for number in set(found[0]).intersection(*found[1:]):
            quality = min(each[number] for each in found)
            base = _WORDS if quality > _CLOSE else _CLOSE_NAME
            share = min(1.0, length / len(self._names[number].key))
            way = "words" if quality > _SAME_SKELETON else "close"
            self._keep_all(hits, (number,), base + _QUALITY_COUNTS * quality + _SHARE_COUNTS * share, way)
        if len(query) == 1:
            return
        spread = [self._by_entry(each) for each in found]
        for where in set(spread[0]).intersection(*spread[1:]):
            worst = min((each[where] for each in spread), key=lambda fit: fit.quality)
            base = _SPREAD_WORDS if worst.quality > _CLOSE else _CLOSE_WORDS
            self._keep_all(
                hits, (worst.number,), base, "words" if worst.quality > _SAME_SKELETON else "close"
            )
        if close and not hits:
            self._find_some_words(query, spread, hits)

    def _find_some_words(
        self, query: tuple[str, ...], spread: Sequence[Mapping[Key, _Fit]], hits: Hits
    ) -> None:
        """Find entries that hold at least half of the query's letters."""
        total = sum(map(len, query))
        held: defaultdict[Key, list[tuple[float, int]]] = defaultdict(list)
        for word, each in zip(query, spread, strict=True):
            for where, fit in each.items():
                held[where].append((fit.quality * len(word) / total, fit.number))
        for parts in held.values():
            share = sum(part for part, _ in parts)
            if share >= _HALF:
                self._keep_all(hits, (max(parts)[1],), _CLOSE_WORDS + _QUALITY_COUNTS * share, "close")

    def _fitting(self, word: str, last: bool, close: bool) -> dict[int, float]:
        """Return the names that hold a word, with how well; the last word may still be being typed."""
        qualities: dict[str, float] = {}
        for known, quality in self._fits(word, last, close):
            qualities[known] = max(quality, qualities.get(known, 0.0))
        found: dict[int, float] = {}
        for known, quality in qualities.items():
            for number in self._words.equal(known):
                found[number] = max(quality, found.get(number, 0.0))
        return found

    def _fits(self, word: str, last: bool, close: bool) -> Iterator[tuple[str, float]]:
        """Yield words of names that fit a word of a query, with how well."""
        long_enough = len(word) >= _SHORTEST
        if word in self._words:
            yield word, _SAME
        if last or long_enough:
            yield from ((known, _BEGINS) for known, _ in self._words.beginning(word))
        if any(letter.isdigit() for letter in word):
            return
        heard = both_sounds(word)
        for sound in heard:
            yield from ((known, _SAME_SOUND) for known in self._word_sounds.equal(sound))
            if long_enough:
                for _, beginning in self._word_sounds.beginning(sound):
                    yield from ((known, _BEGINS_SOUND) for known in beginning)
        bones = skeleton(heard[0])
        if long_enough and len(bones) >= _SHORTEST_SKELETON:
            yield from ((known, _SAME_SKELETON) for known in self._word_skeletons.equal(bones))
        if long_enough and close:
            for sound, alike in self._word_sounds.close(heard[0], _needed(heard[0])):
                yield from ((known, _CLOSE * alike) for known in self._word_sounds.equal(sound))

    def _by_entry(self, found: Mapping[int, float]) -> dict[Key, _Fit]:
        """Return for each entry the name that fits best."""
        best: dict[Key, _Fit] = {}
        for number, quality in found.items():
            where = self._names[number].where
            if where not in best or best[where].quality < quality:
                best[where] = _Fit(quality, number)
        return best

    def _standing(self, number: int) -> float:
        """Return what the rank of a name's entry adds: 6 for the capital, nothing from rank 7 on."""
        entry = self._names[number].entry
        return -_TITLE_LESS if entry.kind == "source" else max(0.0, float(_UNRANKED - entry.rank))

    def _keep_all(self, hits: Hits, numbers: Iterable[int], score: float, way: str) -> None:
        for number in numbers:
            self._keep(hits, number, score + self._standing(number), way)

    def _keep(self, hits: Hits, number: int, score: float, way: str) -> None:
        name = self._names[number]
        if score >= _FLOOR and (name.where not in hits or hits[name.where].score < score):
            hits[name.where] = Hit(name, score, way)

    def _as_written(self, hit: Hit, plain: str, query: tuple[str, ...]) -> Hit:
        """Return the hit with the spelling to show: the own name if it begins so, else the most like."""
        own = self._own.get(hit.name.where)
        if hit.way == "begins" and own and own.key.startswith("".join(query)):
            return Hit(own, hit.score, hit.way)
        same = [
            number for number in self._keys.equal(hit.name.key) if self._names[number].where == hit.name.where
        ]
        typed = plain.casefold()
        like = max(
            same, key=lambda number: fuzz.ratio(typed, self._names[number].text.casefold()), default=None
        )
        return hit if like is None else Hit(self._names[like], hit.score, hit.way)


def _worth_trying(key: str, heard: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of a text: of a short one, which is like many by accident, the likeliest only."""
    return heard if len(key) >= _SHORTEST else heard[:1]


def _needed(heard: str) -> float:
    return _ALIKE if len(heard) > _SHORT else _ALIKE_SHORT


def _positions(plain: str) -> list[Match]:
    """Return the position that a query is; also read the other way round where only that lies in Libya."""
    position = read_position(plain)
    if position is None:
        return []
    lat, lon = position
    found = [position_match(lat, lon, mark("coordinates"))]
    west, south, east, north = LIBYA_EXTENT
    inside = south <= lat <= north and west <= lon <= east
    if not inside and south <= lon <= north and west <= lat <= east and not any(map(str.isalpha, plain)):
        found.append(position_match(lon, lat, mark("coordinates, read as longitude, latitude")))
    return found
