"""What a golden case asks."""

from __future__ import annotations

from typing import Any

Case = tuple[str, dict[str, Any]]
"""Its name and its input."""
