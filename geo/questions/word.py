"""The map as each side tells it, and as third parties do; where they differ, with area and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Final

from geo.analysis.asked.picture import PLACE, Held, Picture, picture
from geo.analysis.asked.voices import VOICES, claims_by_voice
from geo.analysis.control import World
from geo.analysis.standing import NONE
from geo.evidence import Evidence
from geo.language import both, mark
from geo.model import Column
from geo.questions.asking import Answer, Cell, Parameter, Question, by_layer
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Option
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, marking_of, resting
from geo.words.dates import dated
from geo.words.first_line import SEMICOLON, Pair, joined
from geo.words.holders import counted
from geo.words.names import Names
from geo.words.sentences import Sentence

TITLES: Final[Mapping[str, Pair]] = {
    "gnu": both("the authority in Tripoli and its outlets"),
    "east": both("the eastern side and its outlets"),
    "towns": both("the armed groups of towns"),
    "third": both("third parties"),
}
_BY: Final = (
    ("either", mark("Claimant, or the publisher where it observed itself")),
    ("claimant", mark("Claimant alone")),
    ("publisher", mark("Publisher alone")),
)
_SQUARE_KM: Final = 1e6
_TWO: Final = 2

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("differs", "They differ", "flag", help="1 = two of them say otherwise; silence is no word"),
    Column("gnu", "Word of the authority in Tripoli"),
    Column("gnu_ar", "The same in Arabic"),
    Column("east", "Word of the eastern side"),
    Column("east_ar", "The same in Arabic"),
    Column("towns", "Word of town groups"),
    Column("towns_ar", "The same in Arabic"),
    Column("third", "Word of third parties"),
    Column("third_ar", "The same in Arabic"),
    Column("people", "People", "integer"),
    Column("km2", "km²", "number", help="of a district"),
    Column("claims", "Claims", "list"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """Whose word counts as whose, and on which day."""

    by: Annotated[str, Parameter("Whose word", Option(_BY), "what makes a claim the word of a side")] = (
        "either"
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What each voice says of one place or district."""

    about: str
    by_voice: Mapping[str, Held]

    @property
    def speaking(self) -> dict[str, Held]:
        return {voice: held for voice, held in self.by_voice.items() if held.kind != NONE}

    @property
    def differs(self) -> bool:
        """Whether two that speak say otherwise; whether something is derived is no word."""
        return len({(one.kind, frozenset(one.holders)) for one in self.speaking.values()}) >= _TWO

    @property
    def claims(self) -> list[str]:
        return [claim for one in self.by_voice.values() for claim in one.claims]


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return the picture of each voice side by side, those that differ first."""
    ground = Ground.of(evidence, asked)
    pictures = _pictures(ground, asked.by)
    every = [
        _Told(about, {voice: pictures[voice][about] for voice in VOICES if about in pictures[voice]})
        for about in dict.fromkeys(name for voice in VOICES for name in pictures[voice])
    ]
    told = sorted((one for one in every if one.speaking), key=lambda one: (not one.differs, one.about))
    differing = [one for one in told if one.differs]
    return Answer(
        sentences=(*_each(ground, pictures), *_where(ground, differing)),
        table_title=both("What each of them tells"),
        columns=COLUMNS,
        rows=tuple(_rows(ground, told)),
        features=by_layer(evidence, [one.about for one in told]),
        roles={one.about: "differs" for one in differing},
        days=ground.days(),
        version=evidence.version,
        marking=marking_of(ground.claims(claim for one in told for claim in one.claims)),
    )


def _pictures(ground: Ground, by: str) -> Mapping[str, Picture]:
    """Return the picture that each voice draws, made once for a day."""

    def made() -> Mapping[str, Picture]:
        day = ground.at.isoformat()
        # Of each voice only what it says something about: where it is silent there is no state to tell.
        return {
            voice: picture(world, day, (*world.stated, *world.districts))
            for voice, world in _worlds(ground, by).items()
        }

    found: Mapping[str, Picture] = ground.evidence.remembered(
        ("word", ground.known, ground.recorded, ground.at, by), made
    )
    return found


def _worlds(ground: Ground, by: str) -> Mapping[str, World]:
    """Return the claims of each voice in time, which are the same on all days."""

    def made() -> Mapping[str, World]:
        world, sides = ground.world, Names.of(ground.evidence).side_of
        said = claims_by_voice(world.rows.values(), ground.standing.publishers, sides, by)
        return {voice: world.only(said[voice].__contains__) for voice in VOICES}

    found: Mapping[str, World] = ground.evidence.remembered(
        ("voices", ground.known, ground.recorded, by), made
    )
    return found


def _each(ground: Ground, pictures: Mapping[str, Picture]) -> Iterator[Sentence]:
    """Yield how many places and districts each voice tells, and by whom they are held."""
    day = ground.at.isoformat()
    for voice, seen in pictures.items():
        held = [one for one in seen.values() if one.kind != NONE]
        places = sum(one.scope == PLACE for one in held)
        title = TITLES[voice]
        counts = Counter(holder for one in held for holder in one.holders)
        listed = joined(
            (f"{name[0]} {number}", f"{name[1]} {number}")
            for holder, number in counts.most_common()
            for name in [ground.names.holder(holder)]
        )
        text = both(
            "By the word of {voice}, on {day} somebody holds or contests {places} and {districts}{listed}.",
            voice=title,
            day=dated(day),
            places=(counted(places, "place"), places),
            districts=(counted(len(held) - places, "district"), len(held) - places),
            listed=both(": {listed}", listed=listed) if held else ("", ""),
        )
        yield resting(text, "derived", ground.claims(claim for one in held for claim in one.claims))


def _where(ground: Ground, differing: Sequence[_Told]) -> Iterator[Sentence]:
    """Yield how much they differ about, and each place and district."""
    if not differing:
        yield Sentence(*both("Nowhere do two of them differ."), "derived")
        return
    world = ground.world
    places = [one.about for one in differing if one.about not in world.districts]
    districts = [one.about for one in differing if one.about in world.districts]
    people = sum(world.people.get(name, 0) for name in places)
    land = sum(ground.land[name].area for name in districts if name in ground.land) / _SQUARE_KM
    figures = [world.figures[name] for name in places if name in world.figures]
    text = both(
        "They differ about {places} with {people} known people and {districts} with {land} km².",
        places=(counted(len(places), "place"), len(places)),
        people=f"{people:,}",
        districts=(counted(len(districts), "district"), len(districts)),
        land=f"{land:,.0f}",
    )
    claims = ground.claims(claim for one in differing for claim in one.claims)
    yield resting(text, "derived", [*claims, *figures])
    yield from bounded(_one(ground, one) for one in differing)


def _one(ground: Ground, told: _Told) -> Sentence:
    name = ground.name(told.about)
    parts = []
    for voice, held in told.speaking.items():
        state = ground.names.state(held)
        parts.append(both("{state} by the word of {voice}", state=state, voice=TITLES[voice]))
    text = both("{name}: {listed}.", name=name, listed=joined(parts, SEMICOLON))
    return resting(text, "derived", ground.claims(told.claims))


def _rows(ground: Ground, every: Iterable[_Told]) -> Iterator[tuple[Cell, ...]]:
    world, land = ground.world, ground.land
    state = cache(ground.names.state)
    for told in every:
        about = told.about
        said = {voice: state(replace(held, about="", claims=())) for voice, held in told.speaking.items()}
        yield (
            about, next(iter(told.by_voice.values())).scope, *ground.name(about), int(told.differs),
            *(text for voice in VOICES for text in said.get(voice, ("", ""))), world.people.get(about),
            round(land[about].area / _SQUARE_KM, 1) if about in land else None,
            "|".join(dict.fromkeys(told.claims)),
        )  # fmt: skip


QUESTION = Question(
    "By whose word?",
    "The map as the authority in Tripoli, the eastern side, town groups and third parties tell it. Where one "
    "of them is silent it is no disagreement, and many voices are no proof.",
    Parameters,
    answer,
    rank=5,
)
