"""Which features hold on a day or at any time of a span, and in which state: confirmed lately, or not.

The features carry resolved days (`geo.validity.with_days`). One rule in two languages;
the cases of `tests/golden/dating.json` hold them together.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from geo.validity import within

State = Literal["current", "stale"]
"""Whether somebody has confirmed a feature within its layer's period of review."""


def holding(rows: pd.DataFrame, at: date, first: date | None = None) -> pd.Series[str]:
    """Return the state on a day of each row that holds on it, or on any day from an earlier one on.

    Parameters
    ----------
    rows : DataFrame
        With `from_day`, `to_day` and `stale_day`: a row holds on from_day <= at < to_day ("" = open) and is
        stale on stale_day <= at.
    first : date, optional
        The first day of a span; default: `at`.

    Returns
    -------
    Series of str
        "current" or "stale", by the index of the rows that hold, in their order.

    Examples
    --------
    >>> days = {"from_day": ["2012-01-01", "2021-03-10"], "to_day": ["", ""], "stale_day": ["2013-01-01"] * 2}
    >>> holding(pd.DataFrame(days), date(2020, 10, 23)).to_dict()
    {0: 'stale'}
    """
    held = rows[within(rows["from_day"], rows["to_day"], first or at, at)]
    stale = (held["stale_day"] <= at.isoformat()).to_numpy(dtype=bool)
    return pd.Series(np.where(stale, "stale", "current"), index=held.index, dtype="str")
