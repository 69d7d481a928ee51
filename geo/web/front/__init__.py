"""What stands in front of everything, Streamlit included: who may ask, what for, and for how long."""

from geo.web.front.connections import watch_connections
from geo.web.front.front import Front
from geo.web.front.names import Names

__all__ = ["Front", "Names", "watch_connections"]
