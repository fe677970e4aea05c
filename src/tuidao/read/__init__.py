"""Reading: plain text and LaTeX become terms; what is not understood is refused, by place."""

from __future__ import annotations

from tuidao.lang.term import Term


def read_plain(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that plain text says; `functions` are names to read as functions before a bracket.

    Raises InputError, with the place, where the text cannot be read.
    """
    from tuidao.read.plain import PlainParser

    return PlainParser(text, functions).whole()


def read(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that a text says, plain or LaTeX. Raises InputError, with the place."""
    return read_plain(text, functions)


def read_given(text: str) -> tuple[Term, ...]:
    """The statements of "a > 0, n in Integers". Raises InputError, with the place."""
    from tuidao.read.plain import PlainParser

    return PlainParser(text).several()
