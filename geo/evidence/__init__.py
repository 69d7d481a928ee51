"""All evidence of one data root, read and judged together: what is healthy, what is not and why."""

from geo.evidence.following import current, read_last, watch
from geo.evidence.holding import Evidence
from geo.evidence.loading import load

__all__ = ["Evidence", "current", "load", "read_last", "watch"]
