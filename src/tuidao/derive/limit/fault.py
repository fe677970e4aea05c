"""The ways in which the engine stops: each an exception that the driver of a limit understands."""

from __future__ import annotations


class Undecided(Exception):
    """A sign, a zero or a function that the engine cannot settle: no answer."""


class OutsideDomain(Exception):
    """The function has no real value on this side of the point."""


class PrecisionLost(Exception):
    """All known terms cancelled: the expansion must be taken further."""


class Restart(Exception):
    """A new element of the scale or a root of higher degree was met: expand again with it."""


class Oscillates(Undecided):
    """A function without a limit stands where a value is needed."""


FAULTS = (Undecided, OutsideDomain, PrecisionLost, Restart, ZeroDivisionError)
