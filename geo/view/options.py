"""Command lines: options made of parts, and everything that is wrong with them told at once."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from geo.faults import did_you_mean
from geo.view.kinds import Switch
from geo.view.parts import Part
from geo.view.texts import QUOTED, quoted

_NUMBER = re.compile(r"-\.?\d")


class Options:
    """The options of a command line.

    Parameters
    ----------
    name, about : str
        The command, and what it does.
    """

    def __init__(self, name: str, about: str) -> None:
        self._parser = argparse.ArgumentParser(prog=name, description=about, allow_abbrev=False)
        self._valued: list[str] = []
        self._switches: list[str] = []
        self._flags: list[str] = ["-h", "--help"]

    def parts(self, parts: Iterable[Part], **helps: str) -> None:
        """Add an option for each part; its text is found under the part's name.

        Parameters
        ----------
        **helps : str
            What is said here of a part, instead of what the part says itself.
        """
        for part in parts:
            help_here = helps.get(part.name, part.help)
            self.value(*part.options, dest=part.name, metavar=part.metavar, help=help_here)
            self._switches += part.options if isinstance(part.kind, Switch) else ()

    def value(
        self,
        *names: str,
        dest: str | None = None,
        metavar: str = "TEXT",
        help: str = "",  # noqa: A002 - as argparse calls it
        default: Any = None,
        type: Callable[[str], Any] = str,  # noqa: A002 - as argparse calls it
    ) -> None:
        """Add an option that needs a value."""
        dest = dest or names[0].removeprefix("--")
        self._parser.add_argument(*names, dest=dest, metavar=metavar, help=help, default=default, type=type)
        self._valued += names

    def path(self, name: str, help: str, dest: str | None = None, metavar: str = "FILE") -> None:  # noqa: A002
        """Add an option that needs a path."""
        self.value(name, dest=dest, metavar=metavar, help=help, type=Path)

    def flag(self, name: str, help: str) -> None:  # noqa: A002 - as argparse calls it
        """Add an option that stands alone."""
        self._parser.add_argument(name, action="store_true", help=help)
        self._flags.append(name)

    def read(self, arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
        """Return what is given, and a line for each option that there is not or that lacks its value."""
        given, faults = self._in_full(arguments)
        # What argparse would stop at is told and taken out before, so that the rest is judged, too.
        found, extras = self._parser.parse_known_args(given)
        return found, faults + self._unknown(extras)

    def _in_full(self, arguments: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the words with options in full, and what to say of those that argparse would refuse."""
        kept: list[str] = []
        faults: list[str] = []
        words = list(arguments)
        while words:
            word = words.pop(0)
            name, equals, _ = word.partition("=")
            meant = self._meant(name)
            takes = bool(meant) and not equals and meant[0] in self._valued
            value = [words.pop(0)] if takes and words and not self._is_option(words[0]) else []
            if len(meant) > 1:
                faults.append(f"{quoted(name)} is short for several options: {', '.join(meant)}")
            elif meant and equals and meant[0] in self._flags:
                faults.append(f"{meant[0]} takes no value; write {meant[0]}")
            elif takes and not value and meant[0] in self._switches:
                kept.append(f"{meant[0]}=1")
            elif takes and not value:
                faults.append(f"{meant[0].removeprefix('--')}: {meant[0]} needs a value")
            else:
                # Joined, so that argparse takes -5,20,25,33 for a value, too.
                kept.append("=".join([(meant[0] if meant else name) + word[len(name) :], *value]))
        return kept, faults

    def _meant(self, name: str) -> list[str]:
        """Return the options that a word may be short for; itself where it is one."""
        known = [*self._valued, *self._flags]
        if name in known:
            return [name]
        return [option for option in known if option.startswith(name)] if name[:2] == "--" != name else []

    def _is_option(self, word: str) -> bool:
        """Tell whether a word is meant as an option, and not as the value of the one before it."""
        if word in (*self._valued, *self._flags):
            return True
        return word.startswith("-") and word != "-" and " " not in word and not _NUMBER.match(word)

    def _unknown(self, extras: Sequence[str]) -> list[str]:
        faults = []
        previous = ""
        for word in extras:
            if word.startswith("-"):
                name = word.partition("=")[0]
                meant = did_you_mean(name[:QUOTED], (*self._valued, *self._flags), "--help lists them")
                faults.append(f"there is no option {quoted(name)}; {meant}")
            elif not previous.startswith("-") or "=" in previous:
                faults.append(f"{quoted(word)} belongs to no option; --help lists them")
            previous = word
        return faults
