"""Two pictures of the same view: how much of them differs, and both side by side, what differs in red."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

LEVELS = 40
"""A pixel differs when a channel differs by more than so many of 255 levels: the edge of a letter may not."""
SHARE = 0.0005
"""Pictures are the same when no more than this share of their pixels differs."""


def opened(content: bytes) -> Image.Image:
    """Return a picture without transparency."""
    return Image.open(io.BytesIO(content)).convert("RGB")


def share_differing(before: Image.Image, after: Image.Image) -> float:
    """Return the share of the pixels that differ; 1 where the pictures have two sizes."""
    return 1.0 if before.size != after.size else float(_differing(before, after).mean())


def save_beside(before: Image.Image, after: Image.Image, path: Path) -> None:
    """Write before, after and, where they have one size, the differences in red on a pale copy."""
    pictures = [before, after]
    if before.size == after.size:
        pale = np.asarray(after, dtype=np.int16) // 3 + 170
        pale[_differing(before, after)] = (220, 0, 0)
        pictures.append(Image.fromarray(pale.astype(np.uint8)))
    width, height = sum(one.width for one in pictures), max(one.height for one in pictures)
    sheet = Image.new("RGB", (width, height), "white")
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width
    sheet.save(path)


def _differing(before: Image.Image, after: Image.Image) -> np.ndarray:
    one, other = (np.asarray(picture, dtype=np.int16) for picture in (before, after))
    return np.abs(one - other).max(axis=2) > LEVELS
