"""`prove(claim)`: a theorem with its proof where the claim is one, both sides worked, or a computation."""

from __future__ import annotations

from dataclasses import replace

from tuidao.derive.family.depth import prove_depth
from tuidao.derive.family.walk import mapped
from tuidao.derive.inequality import INEQUALITIES, prove_inequality
from tuidao.derive.theorems import PROOFS, proof_of
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, true
from tuidao.lang.focus import replace_at
from tuidao.lang.layout import Layout, NoLayout, in_matrices
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, substitute, subterms
from tuidao.proof import Chain, Derivation, Step, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NO_PROOF = Text("no proof was found", "没有找到证明")


def work_prove(problem: Term, given: tuple[Term, ...]) -> Worked:
    """A derivation of the statement asked for; the hypotheses of a theorem that are not given become conditions."""
    assert type(problem) is App
    (claim,) = problem.args
    found = _in_entries(claim, given) or _theorem(claim, given) or _by_working(claim, given)
    found = found or prove_depth(claim, given) or prove_inequality(claim, given)
    if found is None:
        rule = "by_inequality" if is_op(claim, *INEQUALITIES) else "by_computation"
        chain = Chain(claim, given).step(RULES[rule], true)
        found = chain.derivation()
    return Worked(claim, found)


def _in_entries(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    """KL(p, q) ≥ 0 and its like: written in entries, a theorem. The n of log n is the number of outcomes."""
    if not in_matrices(claim):
        return None
    for told in ((), tuple(s for s in free_symbols(claim) if s.name == "n")):
        layout = Layout((claim, *given))
        parts = (t for _, t in subterms(claim) if isinstance(t, App) and in_matrices(t))
        vectors = {s for t in parts for s in t.args if isinstance(s, Sym)}
        layout.told |= {(v.name, 0): n for n in told for v in vectors if v != n}
        try:
            written = layout.whole(claim)
        except NoLayout:
            return None
        for form in (written, mapped(written, _sign_inside)):
            found = _theorem(form, given)
            if found is None:
                continue
            if is_op(claim, ops.EQ):
                return _between(claim, form, found)
            chain = Chain(claim, found.given)
            for rule, target in (("index_form", written), ("simplify", form)):
                for k, new in enumerate(children(target)):
                    if children(chain.now)[k] != new:
                        chain.step(RULES[rule], replace_at(chain.now, (k,), new), {}, (k,))
            return Derivation(claim, (*chain.steps, *found.steps), found.given)
    return None


def _between(claim: Term, form: Term, found: Derivation) -> Derivation:
    """An equality: the left side in entries, the theorem, and the right side out of entries again."""
    (left, right), (first, _) = children(claim), children(form)
    chain = Chain(left, found.given).step(RULES["index_form"], first)
    for step in found.steps:
        chain.steps.append(step)
        chain.now = step.after
    return chain.step(RULES["index_form"], right, reverse=True).derivation()


def _sign_inside(t: Term) -> Term:
    """−Σ f as Σ −f."""
    if is_op(t, ops.NEG) and isinstance(t, App) and is_op(t.args[0], ops.SUM):
        total = t.args[0]
        assert type(total) is Bind
        return Bind(total.op, total.name, -total.body, total.over)
    return t


def _theorem(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    for name in PROOFS:
        names: dict[Sym, Term] = {}
        if _same_shape(RULES[name].conclusion, claim, names):
            proof = proof_of(name)
            assert proof is not None
            found = renamed(proof, names)
            return replace(found, given=tuple(dict.fromkeys((*given, *found.given))))
    return None


def _same_shape(pattern: Term, t: Term, names: dict[Sym, Term]) -> bool:
    """Are the two alike up to free names, one name for one name? `names` takes down which."""
    if type(pattern) is Sym and pattern.index < 0:
        if type(t) is not Sym or t.index >= 0:
            return False
        known = names.setdefault(pattern, t)
        return known == t and list(names.values()).count(t) == 1
    if type(pattern) is not type(t):
        return False
    if isinstance(pattern, App | Bind) and isinstance(t, App | Bind):
        below, above = children(pattern), children(t)
        return (
            pattern.op is t.op
            and len(below) == len(above)
            and all(_same_shape(p, c, names) for p, c in zip(below, above, strict=True))
        )
    return pattern == t


def renamed(proof: Derivation, names: dict[Sym, Term]) -> Derivation:
    """The proof with other names for its functions and numbers."""

    def go(t: Term) -> Term:
        return substitute(t, names)

    def step(s: Step) -> Step:
        return replace(
            s,
            before=go(s.before),
            after=go(s.after),
            by={k: go(v) for k, v in s.by.items()},
            premises=tuple(p and renamed(p, names) for p in s.premises),
            steps=tuple(step(inner) for inner in s.steps),
        )

    return Derivation(go(proof.start), tuple(map(step, proof.steps)), tuple(map(go, proof.given)))


def _by_working(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    """An equality whose left side is a problem that works out to the right side."""
    from tuidao.derive import solver

    if not is_op(claim, ops.EQ) or type(claim) is not App:
        return None
    left, right = claim.args
    find = solver(left)
    worked = find(left, given) if find is not None else None
    if (
        worked is None
        or not isinstance(worked.answer, Term)
        or worked.derivation.end != worked.answer
    ):
        return None
    chain = Chain(left, given)
    chain.steps, chain.now = list(worked.derivation.steps), worked.derivation.end
    chain.step(RULES["simplify"], right)
    return chain.derivation()
