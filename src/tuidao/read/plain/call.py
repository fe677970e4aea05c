"""A call being read: its name, its arguments, what can be made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang.op import Op
from tuidao.lang.term import Sym, Term
from tuidao.read.plain.tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.plain.parser import PlainParser


@dataclass(slots=True)
class Call:
    """A call being read: its name, its arguments, the words among them."""

    parser: PlainParser
    name: Token
    args: list[Term] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    named: dict[str, Term | str] = field(default_factory=dict)

    def make(self, op: Op, *args: Term) -> Term:
        return self.parser.app(op, args, self.name.start)

    def bind(self, op: Op, var: Term, body: Term, *over: Term) -> Term:
        return self.parser.build.binder(
            op, self.variable(var), body, over, self.name.start, self.parser.last_end()
        )

    def variable(self, t: Term) -> Sym:
        """The argument as a variable's name, or a refusal."""
        if type(t) is Sym:
            return t
        start, end = self.parser.build.span(t)
        raise self.parser.build.refusal(
            "not-a-variable",
            start,
            end,
            Text(f"a variable is expected here, not {t}", f"此处应为变量，而不是 {t}"),
            Text("must be a name", "应为变量名"),
        )

    def wrong(self, usage: str) -> InputError:
        """Refuse: the arguments are not those the name takes."""
        return self.parser.build.refusal(
            "wrong-arguments",
            self.name.start,
            self.parser.last_end(),
            Text(
                f"{self.name.text} is not given what it takes",
                f"{self.name.text} 的参数不对",
            ),
            Text("these arguments", "这些参数"),
            Text(f"write {usage}", f"应写成 {usage}"),
        )
