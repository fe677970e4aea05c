"""What was worked out lately for a term, kept for when the term comes again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from tuidao.lang.term import Term

T = TypeVar("T")


def kept(most: int) -> Callable[[Callable[[Term], T]], Callable[[Term], T]]:
    """Keep the values of a function of one term, at most so many; what it hands out must never be changed.

    A term with a binder is worked anew each time: an equal one may name its variable otherwise, and no answer may
    depend on what was asked before.
    """

    def keep(work: Callable[[Term], T]) -> Callable[[Term], T]:
        memory: dict[Term, T] = {}

        @wraps(work)
        def recall(t: Term) -> T:
            if t.binds:
                return work(t)
            try:
                return memory[t]
            except KeyError:
                pass
            found = work(t)
            if len(memory) >= most:
                memory.clear()
            memory[t] = found
            return found

        return recall

    return keep
