"""A session on a terminal: one question after the other, and what is not understood is asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from geo.claim.candidates import Candidate, Field, Kind, candidate, fields_of
from geo.errors import BadDate
from geo.evidence.resolving import Meant, Names
from geo.faults import did_you_mean, one_of
from geo.validity import first_day

Read = Callable[[str], str]
"""Shows a prompt and returns the line that is typed, as `input` does; raises EOFError at the end."""

_DATES = frozenset({"valid_from", "valid_to", "stated_on", "date", "date_published", "second_date"})
_SECOND = ("second_publisher", "second_title", "second_date")
_NEW = "new"


def asked(
    given: Candidate,
    names: Names,
    choices: Mapping[str, Sequence[str]],
    is_known: Callable[[str], str],
    read: Read,
) -> Candidate:
    """Return the candidate with what was told in answer to questions.

    Parameters
    ----------
    given : Candidate
        What was told as options, which is not asked for.
    choices : mapping of str to sequence of str
        What a field may be, for those with a closed list.
    is_known : callable
        Takes an address, returns the id of the source that has it or "".
    """
    told = dict(given.texts)
    for name, one in fields_of(given.kind).items():
        if name in told or not one.asked or _is_settled(given.kind, name, told, is_known):
            continue
        text = _answer(one, names, choices, told, read)
        if text:
            told[name] = text
    return candidate(given.kind, told, given.label)


def confirmed(question: str, read: Read) -> bool:
    """Tell whether the answer is yes; anything else is no."""
    return read(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}


def _is_settled(kind: Kind, name: str, told: Mapping[str, str], is_known: Callable[[str], str]) -> bool:
    """Tell whether what was told already leaves nothing to ask here: a source that is there is known."""
    if name in _SECOND:
        return not told.get("second_url") or bool(is_known(told["second_url"]))
    cites = bool(told.get("sources")) or bool(is_known(told.get("url", "")))
    return cites and name in {"url", "publisher", "title", "date_published" if kind == "event" else "date"}


def _answer(
    one: Field,
    names: Names,
    choices: Mapping[str, Sequence[str]],
    told: dict[str, str],
    read: Read,
) -> str:
    """Ask for one field until it is understood; "" where nothing is told of a field that can do without."""
    options = choices.get(one.name, ())
    mark = "" if one.needed else " (Enter: leave out)"
    shown = (
        options if all(map(str.isdigit, options)) else [f"{n} {text}" for n, text in enumerate(options, 1)]
    )
    numbered = f" [{'  '.join(shown)}]" if options else ""
    prompt = f"{one.name.replace('_', ' ')}: {one.help}{numbered}{mark}\n> "
    while True:
        text = " ".join(read(prompt).split())
        if not text and not one.needed:
            return ""
        if not text:
            prompt = "this is needed\n> "
            continue
        if options:
            text, prompt = _chosen(text, options)
        elif one.name in _DATES:
            text, prompt = _dated(text)
        elif one.name in {"where", "place", "actor"}:
            answer = names.actor(text) if one.name == "actor" else names.place(text)
            text, prompt = _named(text, answer, read)
        elif one.name.endswith("publisher"):
            text, prompt = _published(text, names, choices, told, read)
        if text:
            return text


def _chosen(text: str, options: Sequence[str]) -> tuple[str, str]:
    """Return the choice that a number or word is, or what to ask instead."""
    if text.isascii() and text.isdigit() and text not in options and 0 < int(text[:3]) <= len(options):
        return options[int(text) - 1], ""
    if text.casefold() in options:
        return text.casefold(), ""
    if text.upper() in options:
        return text.upper(), ""
    return "", f"{did_you_mean(text, options, one_of(options))}\n> "


def _dated(text: str) -> tuple[str, str]:
    try:
        first_day(text)
    except BadDate as error:
        return "", f"{error}\n> "
    return text, ""


def _named(text: str, answer: Meant, read: Read) -> tuple[str, str]:
    """Return the id that a name means, after a look at what may be meant, or what to ask instead."""
    if answer.found:
        return answer.found.id, ""
    if not answer.perhaps:
        return "", f"nothing is called '{text}'; another name\n> "
    listed = "  ".join(f"{number} {one}" for number, one in enumerate(answer.perhaps, 1))
    chosen = read(
        f"nothing is called '{text}'; did you mean [{listed}]? (number, Enter: another name)\n> "
    ).strip()
    if chosen.isascii() and chosen.isdigit() and 0 < int(chosen[:3]) <= len(answer.perhaps):
        return answer.perhaps[int(chosen) - 1].id, ""
    return "", "another name\n> "


def _published(
    text: str, names: Names, choices: Mapping[str, Sequence[str]], told: dict[str, str], read: Read
) -> tuple[str, str]:
    """Return the publisher that a name means; one who is not known may be added."""
    answer = names.publisher(text)
    if answer.found:
        return answer.found.name, ""
    guess = f", Enter: {answer.perhaps[0].name}" if answer.perhaps else ""
    chosen = read(f"no publisher is called '{text}' ({_NEW}: add it{guess})\n> ").strip().casefold()
    if not chosen and answer.perhaps:
        return answer.perhaps[0].name, ""
    if chosen != _NEW:
        return "", "another name\n> "
    for name, question in (
        ("new_publisher", "kind of publisher"),
        ("reliability", "letter, A reliable to E, F cannot be judged"),
    ):
        while name not in told:
            kind, _ = _chosen(read(f"{question} [{'  '.join(choices[name])}]\n> ").strip(), choices[name])
            told |= {name: kind} if kind else {}
    return text, ""
