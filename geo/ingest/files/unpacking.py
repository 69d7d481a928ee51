"""A file of somebody's -> a plain file in a folder of ours, with nothing hostile in it, or why not."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Final

from geo.errors import GeoError
from geo.files import Unreadable, open_ours
from geo.ingest.files.formats import (
    DEEPEST,
    FORMATS,
    MOST_MEMBERS,
    MOST_RATIO,
    WHOLE,
    Format,
    Limits,
)
from geo.language import worded

_SHAPEFILE: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_UNREAD: Final = (
    ".qpj",
    ".sbn",
    ".sbx",
    ".xml",
    ".qix",
    ".qmd",
    ".txt",
    ".pdf",
    ".html",
    ".htm",
    ".png",
    ".jpg",
)
"""What may lie beside in an archive, and is left there."""
_ARCHIVES: Final = (".zip", ".kmz", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz")
_DEFINES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE: Final = 1 << 20
_SAFE: Final = re.compile(r"[^\w.-]+")


class Refused(GeoError):
    """A file that is not taken: what is wrong with it, and what to do; a text for each fault."""

    def __str__(self) -> str:
        """Return a line for each fault."""
        return "\n".join(map(str, self.args))

    @property
    def faults(self) -> tuple[str, ...]:
        """All that is wrong."""
        return self.args


class Several(Refused):
    """A file with several layers, of which one must be told.

    Attributes
    ----------
    sheets : tuple of str
        What they are called.
    """

    def __init__(self, told: str, sheets: tuple[str, ...]) -> None:
        super().__init__(told, sheets)
        self.sheets = sheets

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, and what to do."""
        return self.args[:1]

    def __str__(self) -> str:
        """Return it."""
        return str(self.args[0])


def format_of(name: str) -> Format:
    """Return the format that a file's name says; raises Refused where there is no such format."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in FORMATS:
        titles = ", ".join(dict.fromkeys(one.title for one in FORMATS.values()))
        raise Refused(
            worded(
                "'{name}' is no format that is read; give one of: {titles}",
                name=suffix or name,
                titles=titles,
            )
        )
    return FORMATS[suffix]


def unpacked(path: Path, folder: Path, limits: Limits = WHOLE) -> Path:
    """Return the file to read: a copy in a folder of ours, taken out of its archive.

    Parameters
    ----------
    folder : Path
        An empty folder; whoever made it removes it.
    limits : Limits, optional
        How much is taken.

    Raises
    ------
    Refused
        When the file is none of the formats, too large, or may do harm.
    """
    kind = format_of(path.name)
    copy = folder / f"given{path.suffix.lower()}"
    try:
        with open_ours(path) as file, copy.open("wb") as whole:
            head = _copied(file, whole, limits.bytes)
    except Unreadable as error:
        raise Refused(worded("{problem}; {remedy}", problem=error.problem, remedy=error.remedy)) from error
    if not head.strip():
        raise Refused(worded("is empty; give a file with rows"))
    if kind.begins and not head.startswith(kind.begins):
        raise Refused(worded("is not {kind}, whatever its name says; export it again", kind=kind.title))
    if kind.begins == FORMATS[".zip"].begins:
        return _from_archive(copy, folder, limits)
    if kind.is_xml:
        with copy.open("rb") as stream:
            _check_xml(_pieces(stream, limits.bytes))
    return copy


def _copied(file: IO[bytes], to: IO[bytes], most: int) -> bytes:
    """Copy a file of at most so many bytes, and return its first piece that is not blank."""
    head, size = b"", 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > most:
            raise Refused(worded("is larger than {n} MB; split it", n=most // 1_000_000))
        head = head if head.strip() else piece
        to.write(piece)
    return head


def _from_archive(path: Path, folder: Path, limits: Limits) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check_members(members, limits)
            if path.suffix == ".xlsx":
                for one in members:
                    if one.filename.lower().endswith((".xml", ".rels", ".vml")):
                        with archive.open(one) as stream:
                            _check_xml(_pieces(stream, limits.unpacked))
                return path
            wanted = (".kml",) if path.suffix == ".kmz" else _SHAPEFILE
            return _taken(archive, members, wanted, folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused(
            worded("is no archive that can be read ({error}); pack it again, without a password", error=error)
        ) from error


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse an archive that may do harm; raises Refused with all that is wrong, a line each."""
    faults = []
    total = sum(one.file_size for one in members)
    if len(members) > MOST_MEMBERS:
        faults.append(
            worded(
                "holds {n} files, more than {most}; pack only what belongs to it",
                n=len(members),
                most=MOST_MEMBERS,
            )
        )
    if total > limits.unpacked:
        most = limits.unpacked // 1_000_000
        faults.append(
            worded("unpacks to {n} MB, more than {most}; split it", n=str(total // 1_000_000), most=most)
        )
    for one in members[:MOST_MEMBERS]:
        inside = PurePosixPath(one.filename.replace("\\", "/"))
        shown = repr(one.filename[:60])
        if inside.is_absolute() or ".." in inside.parts or ":" in one.filename:
            faults.append(worded("{name} leads out of the archive; pack it again", name=shown))
        elif len(inside.parts) > DEEPEST:
            faults.append(
                worded(
                    "{name} lies deeper than {n} folders; pack the files themselves", name=shown, n=DEEPEST
                )
            )
        elif inside.suffix.lower() in _ARCHIVES:
            faults.append(worded("{name} is an archive in an archive; give it by itself", name=shown))
        elif one.file_size > MOST_RATIO * max(one.compress_size, _PIECE // MOST_RATIO):
            faults.append(worded("{name} grows more than {n} times; pack it again", name=shown, n=MOST_RATIO))
        elif stat.S_ISLNK(one.external_attr >> 16):
            faults.append(worded("{name} is a link; pack the file itself", name=shown))
    if faults:
        raise Refused(*faults)


def _taken(
    archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], wanted: tuple[str, ...], folder: Path
) -> Path:
    """Return the folder or file that the members of an archive are taken out to, under names of ours."""
    home = folder / "layers"
    home.mkdir()
    for one in members:
        inside = PurePosixPath(one.filename.replace("\\", "/"))
        suffix = inside.suffix.lower()
        if inside.name.startswith((".", "__MACOSX")) or "__MACOSX" in inside.parts:
            continue
        if suffix not in wanted:
            if suffix in _UNREAD or wanted == (".kml",):
                continue
            raise Refused(
                worded(
                    "{name} is no part of a shapefile; pack .shp, .shx, .dbf, .prj, .cpg",
                    name=repr(inside.name[:60]),
                )
            )
        target = home / f"{_SAFE.sub('_', inside.stem)[:60]}{suffix}"
        if target.exists():
            raise Refused(worded("holds {name} twice; pack each shapefile once", name=repr(inside.name[:60])))
        with archive.open(one) as stream, target.open("wb") as file:
            for piece in _pieces(stream, one.file_size):
                file.write(piece)
    shapes = sorted(home.glob(f"*{wanted[0]}"))
    if not shapes:
        raise Refused(worded("holds no {kind} file; pack it with them", kind=wanted[0]))
    if wanted == (".kml",):
        first = next((one for one in shapes if one.stem == "doc"), shapes[0])
        _check_xml([first.read_bytes()])
        return first
    return shapes[0] if len(shapes) == 1 else home


def _pieces(stream: IO[bytes], told: int) -> Iterable[bytes]:
    """Yield what a member holds, and no more than its archive said."""
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > told:
            raise Refused(worded("holds more than it says; pack it again"))
        yield piece


def _check_xml(pieces: Iterable[bytes]) -> None:
    """Refuse XML that defines anything: what it names could be other files, or grow without end."""
    left = b""
    for number, piece in enumerate(pieces):
        if number == 0 and b"\x00" in piece[:200]:
            raise Refused(worded("is XML in an encoding of two bytes a letter; save it as UTF-8"))
        if _DEFINES.search(left + piece):
            raise Refused(
                worded("is XML with definitions (DOCTYPE or ENTITY), which are not read; remove them")
            )
        left = piece[-16:]
