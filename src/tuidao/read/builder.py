"""What both readers build terms with: places of subterms, limits on size, refusals by place."""

from __future__ import annotations

from tuidao.diagnostic import Diagnostic, InputError, Label, Source, Span
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Path, Sym, Term, bind, children
from tuidao.text import Text

MAX_CHARACTERS = 20_000
MAX_DEPTH = 200  # of a term; the functions that walk terms recurse
MAX_DIGITS = 1_000

_HERE = Text("here", "此处")


class Builder:
    """Makes nodes and remembers where each stands in the source."""

    __slots__ = ("_depth", "_keep", "_place", "source", "text")

    def __init__(self, text: str, name: str = "input") -> None:
        self.text = text
        self.source = Source(text, name)
        self._place: dict[int, tuple[int, int]] = {}
        self._depth: dict[int, int] = {}
        self._keep: list[Term] = []  # a node's id stands for it only while the node lives
        if len(text) > MAX_CHARACTERS:
            raise self.refusal(
                "too-long",
                MAX_CHARACTERS,
                MAX_CHARACTERS + 1,
                Text(
                    f"a formula of {len(text)} characters is too long to read",
                    f"公式有 {len(text)} 个字符，过长，无法读取",
                ),
                Text(f"the limit is {MAX_CHARACTERS}", f"上限为 {MAX_CHARACTERS}"),
            )

    def refusal(
        self,
        code: str,
        start: int,
        end: int,
        headline: Text,
        label: Text | None = None,
        help: Text | None = None,
    ) -> InputError:
        """Refuse the text, pointing at [start, end)."""
        span = Span(start, max(end, start + 1))
        return InputError(
            Diagnostic(code, headline, self.source, Label(span, label or _HERE), help)
        )

    def at(self, t: Term, start: int, end: int, depth: int = 1) -> Term:
        """Remember where `t` stands."""
        key = id(t)
        self._place[key] = (start, end)
        if depth > 1 or key not in self._depth:
            self._depth[key] = depth
        self._keep.append(t)
        return t

    def span(self, t: Term) -> tuple[int, int]:
        """Where a node built here stands."""
        return self._place[id(t)]

    def app(self, op: Op, args: tuple[Term, ...], start: int, end: int) -> Term:
        """The operator applied."""
        depth = 1 + max([self._depth.get(id(a), 1) for a in args], default=0)
        self._check(depth, start, end)
        return self.at(App(op, args), start, end, depth)

    def binder(
        self, op: Op, var: Sym, body: Term, over: tuple[Term, ...], start: int, end: int
    ) -> Bind:
        """The binder over `var` in `body`."""
        depth = 1 + max(self._depth.get(id(a), 1) for a in (body, *over))
        self._check(depth, start, end)
        made = bind(op, var, body, *over)
        self._carry(body, made.body)
        self.at(made, start, end, depth)
        return made

    def _check(self, depth: int, start: int, end: int) -> None:
        if depth > MAX_DEPTH:
            raise self.refusal(
                "too-deep",
                start,
                end,
                Text(f"nested more than {MAX_DEPTH} levels deep", f"嵌套超过 {MAX_DEPTH} 层"),
                help=Text("split it into several formulas", "请拆成几个公式"),
            )

    def _carry(self, old: Term, new: Term) -> None:
        """Closing a body over its variable makes new nodes: they stand where the old ones did."""
        if old is new:
            return
        place = self._place.get(id(old))
        if place is not None:
            self._place[id(new)] = place
            self._depth[id(new)] = self._depth.get(id(old), 1)
            self._keep.append(new)
        for a, b in zip(children(old), children(new), strict=True):
            self._carry(a, b)

    def spans(self, t: Term) -> dict[Path, Span]:
        """The table from path to place, for every subterm that has a place of its own."""
        table: dict[Path, Span] = {}
        stack: list[tuple[Path, Term]] = [((), t)]
        while stack:
            path, part = stack.pop()
            place = self._place.get(id(part))
            if place is not None:
                table[path] = Span(*place)
            stack.extend(((*path, k), c) for k, c in enumerate(children(part)))
        return table
