"""Lines that are the same once the definitions among the facts are put in."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.check.normal import compare
from tuidao.lang.definitions import put_in
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("the same with the definitions put in", "代入定义后两边相同")
_NO = Text("not the same with the definitions put in", "代入定义后两边并不相同")


def by_definition(before: Term, after: Term, context: Context) -> Verdict:
    """Both lines are the same once the definitions among the facts are put in."""
    a, b = put_in(before, context.facts), put_in(after, context.facts)
    if a == b:
        return Verdict(Status.PROVED, _YES)
    found = compare(a, b)
    if found.equal and not found.needs:
        return Verdict(Status.PROVED, _YES)
    return Verdict(Status.OPEN, _NO)
