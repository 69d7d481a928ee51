"""What a server asks of a helper: look at a file that somebody sent, or make a layer of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

from cachetools import TTLCache

from geo.evidence import Evidence
from geo.ingest.files.formats import WHOLE
from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused, format_of
from geo.ingest.large.blocks import Block, may_be_large, taken_apart
from geo.ingest.large.making import Made, made_large
from geo.ingest.large.pool import in_turn
from geo.ingest.rows.drafting import Draft, drafted
from geo.ingest.rows.roles import proposed, spellings
from geo.ingest.rows.settling import Wishes
from geo.ingest.surroundings import world_of
from geo.language import Worded, worded
from geo.replacing import write_whole

MOST_ROWS: Final = 2_000_000
"""Of a file that is sent; on the command line there may be more."""
_KEPT: Final = 4
"""Files of which is kept what they hold,"""
_SECONDS: Final = 600
"""and for how long."""
_SHOWN: Final = 4
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, and what they say of it.

    Attributes
    ----------
    path : Path
        Where it lies, in a folder of its own; its ending is that of `name`.
    raw : Raw or None
        What it holds, where that was read before.
    """

    path: Path
    name: str
    sheet: str = ""
    encoding: str = ""
    raw: Raw | None = None

    @property
    def may_be_large(self) -> bool:
        """Whether it may hold more rows than a layer that is kept in memory; raises Refused."""
        format_of(self.name)  # as it was sent: where it lies it is called otherwise
        return self.raw is None and may_be_large(self.path)

    @contextmanager
    def opened(self) -> Iterator[tuple[Raw | Sequence[Block], int]]:
        """Yield what it holds, in pieces where that is much, and how many rows; raises Refused."""
        if self.raw is not None:
            yield self.raw, len(self.raw)
            return
        with taken_apart(
            self.path, self.path.parent, sheet=self.sheet, encoding=self.encoding, limits=WHOLE
        ) as found:
            rows = len(found) if isinstance(found, Raw) else sum(block.count() for block in found)
            if rows > MOST_ROWS:
                raise Refused(
                    worded(
                        "has {n} rows, more than {most} that may be sent; "
                        "split it, or have python -m geo.ingest take it",
                        n=str(rows),
                        most=str(MOST_ROWS),
                    )
                )
            yield found, rows

    @property
    def _progress(self) -> Path:
        return self.path.with_name("progress")

    def say(self, what: Worded) -> None:
        """Leave beside it how far the work has come."""
        write_whole(self._progress, json.dumps(what.document).encode())

    def progress(self) -> dict[str, Any] | None:
        """Return how far the work has come, in words with their key; None = nothing is said yet."""
        said: dict[str, Any] | None = None
        with suppress(FileNotFoundError):  # also when the work has just ended, and all of it is gone
            said = json.loads(self._progress.read_bytes())
        return said


class Read:
    """What files of few rows held that were sent lately, by their bytes.

    Who looks at a file sends it again to check it, and again to add it.
    """

    def __init__(self) -> None:
        self._raws: TTLCache[tuple[str, str, str], Raw] = TTLCache(_KEPT, _SECONDS)
        self._lock = Lock()

    def known(self, sent: Sent) -> Sent:
        """Return a file with what it holds, where it was read before."""
        with self._lock:
            return replace(sent, raw=self._raws.get(_key(sent)))

    def keep(self, sent: Sent, raw: Raw | None) -> None:
        """Keep what a file holds for some minutes; None = forget it."""
        with self._lock:
            self._raws.pop(_key(sent), None)
            if raw is not None:
                self._raws[_key(sent)] = raw


def _key(sent: Sent) -> tuple[str, str, str]:
    with sent.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), sent.sheet, sent.encoding


def looked_at(_evidence: Evidence, sent: Sent) -> tuple[dict[str, Any], Raw | None]:
    """Return what a file holds and what its columns are taken for, and its rows if few; raises Refused."""
    with sent.opened() as (found, rows):
        few = found if isinstance(found, Raw) else None
        raw = found if isinstance(found, Raw) else found[0].read()
    roles = proposed(list(raw.columns))
    told = {
        "rows": rows,
        "large": few is None,
        "encoding": raw.encoding,
        "crs": raw.crs[:_LONGEST],
        "shapes": raw.shapes is not None,
        "known": roles.known,
        "roles": list(spellings()),
        "proposed": dict(roles.of),
        "columns": [
            {"name": header, "sample": [text[:_LONGEST] for text in texts if text][:_SHOWN]}
            for header, texts in raw.columns.items()
        ],
    }
    return told, few


def layer_of(
    evidence: Evidence, sent: Sent, told: Mapping[str, str], wishes: Wishes, work: Path
) -> Draft | Made:
    """Return the layer that a file makes; raises Refused.

    Parameters
    ----------
    work : Path
        Where the data of a large layer are left.
    """
    with sent.opened() as (found, _):
        if not isinstance(found, Raw):
            return _large(evidence, sent, told, wishes, work, found)
        return drafted(found, proposed(list(found.columns), told), wishes, world_of(evidence), sent.name)


def _large(  # noqa: PLR0917 - what one file was told
    evidence: Evidence,
    sent: Sent,
    told: Mapping[str, str],
    wishes: Wishes,
    work: Path,
    blocks: Sequence[Block],
) -> Made:
    roles = proposed(list(blocks[0].read().columns), told)
    # One piece after the other: whoever sends a file is not to have all cores of the server.
    with in_turn() as engine, made_large(
        blocks, roles=roles, wishes=wishes, world=world_of(evidence), file=sent.name, engine=engine,
        home=work / "making", say=sent.say,
    ) as made:  # fmt: skip
        data = work / made.layer.data
        made.data.replace(data)
        return replace(made, data=data)
