"""Files are replaced: whole, at once, and with nothing left beside them."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from geo.errors import GeoError

if sys.platform != "win32":
    import fcntl

_OPEN_FILES = Path("/proc/self/fd")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PART = ".part"
_NAMED = 40
"""Characters of a name that what is written beside it is called by."""


Content = bytes | Iterator[bytes]
"""What a file will hold, whole or piece by piece."""


def write_whole(path: Path, content: Content) -> None:
    """Write a file: at any moment it is the old one or the new one; raises as `write_all`."""
    write_all({path: content})


def write_all(contents: Mapping[Path, Content]) -> None:
    """Write files in the order given; each is the old one or the new one at any moment, and none is in part.

    All are on the disk before the first takes its place, so that a full disk changes nothing. They have no
    name until then where the system can do that; elsewhere, and for the moment of taking a place, it is a
    hidden one, `.<name>.<letters>.part`. What is left of one whose writer was killed is removed by the next
    that writes there. A link stays a link, and a device or pipe is written to as it is.

    Raises
    ------
    GeoError
        When one cannot be written.
    """
    staged: list[_Staged] = []
    try:
        for path, content in contents.items():
            try:
                if path.exists() and not path.is_file():
                    with path.open("wb", buffering=0) as device:  # there is nothing to put in its place
                        device.writelines(_pieces(content))
                    continue
                staged.append(_Staged(Path(os.path.realpath(path)), content))
            except OSError as error:
                raise _unwritable(path, error) from error
        for one in staged:
            try:
                one.take_place()
            except OSError as error:
                raise _unwritable(one.target, error) from error
    finally:
        for one in staged:
            one.forget()


def _pieces(content: Content) -> Iterator[bytes]:
    return iter([content]) if isinstance(content, bytes) else content


class _Staged:
    """The new content of a file, on the disk and not yet in its place."""

    def __init__(self, target: Path, content: Content) -> None:
        self.target = target
        self._part = target.with_name(f".{target.name[:_NAMED]}.{secrets.token_hex(4)}{_PART}")
        self._named = False
        _sweep(target)
        self._file = self._opened()
        try:
            with suppress(FileNotFoundError):
                os.fchmod(self._file, stat.S_IMODE(target.stat().st_mode))
            with os.fdopen(os.dup(self._file), "wb") as file:
                file.writelines(_pieces(content))
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            self.forget()
            raise

    def take_place(self) -> None:
        """Put it where the old one is, or none."""
        if not self._named:
            with suppress(FileExistsError):
                self._name(self.target)
                return
            self._name(self._part)
            self._named = True
        self._part.replace(self.target)
        self._named = False

    def _name(self, path: Path) -> None:
        """Give a name to the file that has none."""
        open_files = os.open(_OPEN_FILES, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            # Only with a folder given does this follow the link there, which leads to the file itself.
            os.link(str(self._file), path, src_dir_fd=open_files, follow_symlinks=True)
        finally:
            os.close(open_files)

    def forget(self) -> None:
        """Close it, and remove what has not taken its place."""
        if self._named:
            self._part.unlink(missing_ok=True)
        self._named = False
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _opened(self) -> int:
        """Return a new file, without a name where that can be had."""
        if hasattr(os, "O_TMPFILE") and _OPEN_FILES.is_dir():
            try:
                file = os.open(self.target.parent, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666)
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
                    raise
            else:
                _held(file)
                return file
        file = os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o666)
        self._named = True
        _held(file)
        return file


def _sweep(target: Path) -> None:
    """Remove what is left of writers that were killed; who still writes holds a lock on it."""
    if sys.platform == "win32":
        return
    for left in target.parent.glob(f".{glob.escape(target.name[:_NAMED])}.*{_PART}"):
        with suppress(OSError):
            file = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if _held(file):
                    left.unlink()
            finally:
                os.close(file)


def _held(file: int) -> bool:
    """Take the lock of a file, and tell whether it was free."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _unwritable(path: Path, error: OSError) -> GeoError:
    """Return why a file cannot be written, and what to do."""
    why = error.strerror or str(error)
    if error.errno in _FULL:
        return GeoError(f"'{path}' cannot be written: {why}; make room, or give another folder")
    return GeoError(f"'{path}' cannot be written: {why}; check the folder and its rights, or give another")
