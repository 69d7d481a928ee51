"""What a server asks of a helper: look at a file that somebody sent, or make a layer of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from geo.evidence import Evidence
from geo.ingest.files.formats import WHOLE
from geo.ingest.files.reading import Raw, read_file
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
_SHOWN: Final = 4
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, and what they say of it.

    Attributes
    ----------
    path : Path
        Where it lies, in a folder of its own; its ending is that of `name`.
    """

    path: Path
    name: str
    sheet: str = ""
    encoding: str = ""

    def read(self) -> Raw:
        """Return what it holds; raises Refused."""
        return read_file(self.path, sheet=self.sheet, encoding=self.encoding, name=self.name)

    @property
    def may_be_large(self) -> bool:
        """Whether it may hold more rows than a layer that is kept in memory; raises Refused."""
        format_of(self.name)  # as it was sent: where it lies it is called otherwise
        return may_be_large(self.path)

    @contextmanager
    def pieces(self) -> Iterator[tuple[Sequence[Block], int]]:
        """Yield its pieces and how many rows they have; none where it has few; raises Refused."""
        with taken_apart(
            self.path, self.path.parent, sheet=self.sheet, encoding=self.encoding, limits=WHOLE
        ) as found:
            blocks = found or ()
            rows = sum(block.count() for block in blocks)
            if rows > MOST_ROWS:
                raise Refused(
                    worded(
                        "has {n} rows, more than {most} that may be sent; "
                        "split it, or have python -m geo.ingest take it",
                        n=str(rows),
                        most=str(MOST_ROWS),
                    )
                )
            yield blocks, rows

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


def looked_at(_evidence: Evidence, sent: Sent) -> dict[str, Any]:
    """Return what a file holds and what its columns are taken for; raises Refused."""
    with sent.pieces() as (blocks, rows):
        raw = blocks[0].read() if blocks else sent.read()
    roles = proposed(list(raw.columns))
    return {
        "rows": rows or len(raw),
        "large": bool(blocks),
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


def layer_of(
    evidence: Evidence, sent: Sent, told: Mapping[str, str], wishes: Wishes, work: Path
) -> Draft | Made:
    """Return the layer that a file makes; raises Refused.

    Parameters
    ----------
    work : Path
        Where the data of a large layer are left.
    """
    with sent.pieces() as (blocks, _):
        if blocks:
            return _large(evidence, sent, told, wishes, work, blocks)
    raw = sent.read()
    return drafted(raw, proposed(list(raw.columns), told), wishes, world_of(evidence), sent.name)


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
