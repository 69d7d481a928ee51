"""Files of ours are found and read: without ever waiting, and without leaving their folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from geo.errors import GeoError
from geo.language import worded

SUFFIXES = (".csv", ".geojson", ".parquet", ".toml")
"""Of the files that hold evidence or declare it."""

MOST_BYTES = 256_000_000
"""Of one file: more would not be read, judged and drawn in any useful time."""

_RIGHTS = "check the file and its rights"


class Unreadable(GeoError):
    """A file that cannot be read: what is wrong with it, and what to do.

    Attributes
    ----------
    missing : bool
        Whether there is nothing of that name.
    """

    def __init__(self, problem: str, remedy: str, *, missing: bool = False) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.missing = missing


Content = bytes | Unreadable
"""What a file holds, or why it cannot be read."""


def is_left_over(name: str) -> bool:
    """Tell whether a file is what an editor or office program leaves beside the one that it has open.

    Examples
    --------
    >>> [is_left_over(name) for name in (".#east.toml", "~$sources.csv", "east.toml~", "east.toml")]
    [True, True, True, False]
    """
    return name.startswith((".", "~$", "#")) or name.endswith(("~", "#"))


def files_below(folder: Path, suffixes: Collection[str] = SUFFIXES, *, deep: bool = True) -> list[Path]:
    """Return whatever is called like a file of ours, sorted: also folders, pipes, and links to nowhere.

    What cannot be listed holds nothing; links to folders are not followed.
    """
    found: list[Path] = []
    for inside, folders, files in os.walk(folder):
        found += [
            Path(inside, name)
            for name in (*files, *folders)
            if Path(name).suffix in suffixes and not is_left_over(name)
        ]
        folders[:] = [name for name in folders if deep and not is_left_over(name)]
    return sorted(found)


def stamp_of(path: Path) -> tuple[int, ...] | None:
    """Return which file stands at a path, its size and when it last changed; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def stamps_of(folder: Path) -> Hashable:
    """Return the stamps of all files of ours in a folder, which tell a change without reading any."""
    return tuple((str(path), stamp_of(path)) for path in files_below(folder))


@contextmanager
def open_ours(path: Path, homes: Collection[Path] = ()) -> Iterator[IO[bytes]]:
    """Yield a plain file to be read, without waiting for a pipe or device.

    Parameters
    ----------
    homes : collection of Path, optional
        Folders in one of which the file must really stand, links followed; default: it may stand anywhere.

    Raises
    ------
    Unreadable
        Saying why, and never where a link leads to.
    """
    try:
        real = Path(os.path.realpath(path, strict=True))
        if homes and not any(real.is_relative_to(os.path.realpath(home)) for home in homes):
            raise Unreadable(
                worded("is a link to a place outside the data root"), "put the file itself there"
            )
        # A pipe without a writer would be waited for.
        handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(found.st_mode):
                raise Unreadable(worded("is a pipe or device, not a file"), "put a plain file there")
            yield file
    except OSError as error:
        raise _why(path, error) from error


def read_ours(path: Path, homes: Collection[Path] = ()) -> bytes:
    """Return the bytes of a file, as `open_ours` opens it; raises Unreadable."""
    with open_ours(path, homes) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable(worded("is larger than {n} MB", n=MOST_BYTES // 1_000_000), "split or simplify it")
    return content


def content_of(path: Path, homes: Collection[Path] = ()) -> Content:
    """Return the bytes of a file, as `read_ours` does, or why there are none."""
    try:
        return read_ours(path, homes)
    except Unreadable as error:
        return error


def _why(path: Path, error: OSError) -> Unreadable:
    """Return why a file cannot be read, in plain words."""
    if error.errno == errno.ELOOP:
        return Unreadable(worded("is a link to itself"), "put the file itself there")
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return Unreadable(worded("is a link that leads nowhere"), "put the file itself there")
        return Unreadable(
            worded("cannot be read: {why}", why=error.strerror), "restore the file", missing=True
        )
    return Unreadable(worded("cannot be read: {why}", why=error.strerror or type(error).__name__), _RIGHTS)
