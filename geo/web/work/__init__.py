"""Who makes answers: in lanes with bounds, what is expensive in processes of its own, each thing once."""

from geo.web.work.desk import Busy, Desk, Gone, Lane, answering
from geo.web.work.workshop import Processes, Threads, Workshop

__all__ = ["Busy", "Desk", "Gone", "Lane", "Processes", "Threads", "Workshop", "answering"]
