"""A session asks for what the options leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.claim.__main__ import main
from tests.claim.telling import lines, options

if TYPE_CHECKING:
    from conftest import DataRoot


def session(*answers: str) -> tuple[list[str], object]:
    """Return the prompts that will be shown, and what reads these answers."""
    shown: list[str] = []
    left = list(answers)

    def read(prompt: str) -> str:
        shown.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    return shown, read


ANSWERS = (
    "Zinten", "1", "gnu", "4", "", "", "2026-13", "2026-01-05", "", "https://example.org/visit",
    "ICQ", "", "A visit",
    "2026-01-06", "", "", "3", "",
)  # fmt: skip


def test_a_session_asks_until_it_understands(data_root: DataRoot) -> None:
    shown, read = session(*ANSWERS, "y")
    assert main([], read) == 0  # type: ignore[arg-type]
    text = "\n".join(shown)
    assert "nothing is called 'Zinten'; did you mean [1 zintan (Zintan)" in text
    assert "claim: effective, nominal, contested, presence or revenue [1 nominal  2 effective" in text
    assert "there is no day '2026-13'; correct the month or day" in text
    assert "no publisher is called 'ICQ' (new: add it, Enter: Crisis Group)" in text
    assert lines(data_root, "claims")[2].startswith("claim-zintan-gnu-1,place,zintan,gnu,presence,publisher,")
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("answers", [(*ANSWERS, "n"), (*ANSWERS, ""), ANSWERS[:5], ()])
def test_who_does_not_say_yes_writes_nothing(answers: tuple[str, ...]) -> None:
    _, read = session(*answers)
    assert main([], read) in {0, 2}  # type: ignore[arg-type]


@pytest.mark.usefixtures("untouched")
def test_a_session_asks_only_for_what_options_leave_out() -> None:
    shown, read = session("", "4", "", "no")
    assert main(options(credibility="", note="", valid_from="2026", valid_to="2027"), read) == 0  # type: ignore[arg-type]
    assert [prompt.partition(":")[0] for prompt in shown] == [
        "second url",
        "credibility",
        "note",
        "Write it? [y/N] ",
    ]


def test_what_is_told_in_full_is_not_asked(data_root: DataRoot) -> None:
    _, read = session()
    assert main(options(), read) == 0  # type: ignore[arg-type]
