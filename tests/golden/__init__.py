"""Cases that the rules must answer alike in Python and in JavaScript."""
