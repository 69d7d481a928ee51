"""What a server asks of a helper: look at a file that somebody sent, or make a layer of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geo.evidence import Evidence
from geo.ingest.drafting import Draft, drafted
from geo.ingest.files.reading import Raw, read_file
from geo.ingest.roles import proposed, spellings
from geo.ingest.settling import Wishes
from geo.ingest.surroundings import world_of

_SHOWN: Final = 4
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, and what they say of it."""

    path: Path
    name: str
    sheet: str = ""
    encoding: str = ""

    def read(self) -> Raw:
        """Return what it holds; raises Refused."""
        return read_file(self.path, sheet=self.sheet, encoding=self.encoding, name=self.name)


def looked_at(sent: Sent) -> dict[str, Any]:
    """Return what a file holds and what its columns are taken for; raises Refused."""
    raw = sent.read()
    roles = proposed(list(raw.columns))
    return {
        "rows": len(raw),
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


def layer_of(evidence: Evidence, sent: Sent, told: Mapping[str, str], wishes: Wishes) -> Draft:
    """Return the layer that a file makes; raises Refused."""
    raw = sent.read()
    return drafted(raw, proposed(list(raw.columns), told), wishes, world_of(evidence), sent.name)
