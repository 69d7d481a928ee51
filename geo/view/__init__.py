"""What somebody looks at: one value, one reader, one writer; every other spelling of it comes from here."""

from geo.view.asking import Asked
from geo.view.compare import Compared
from geo.view.kinds import Context
from geo.view.parts import Part, PartFault, repeated
from geo.view.view import (
    IN_FIGURE,
    NAMES,
    OF_DATA,
    ON_PAGE,
    PARTS,
    View,
    first_view,
    from_browser,
    grammar,
    named_in_vain,
    read,
    read_rows,
    to_browser,
    write,
)

__all__ = [
    "IN_FIGURE",
    "NAMES",
    "OF_DATA",
    "ON_PAGE",
    "PARTS",
    "Asked",
    "Compared",
    "Context",
    "Part",
    "PartFault",
    "View",
    "first_view",
    "from_browser",
    "grammar",
    "named_in_vain",
    "read",
    "read_rows",
    "repeated",
    "to_browser",
    "write",
]
