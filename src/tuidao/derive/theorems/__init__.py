"""The theorems proved: for each, the chain of steps about abstract functions that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.derivatives import PROOFS as DERIVATIVE_PROOFS
from tuidao.derive.theorems.information import PROOFS as INFORMATION_PROOFS
from tuidao.derive.theorems.information_more import PROOFS as MORE_INFORMATION_PROOFS
from tuidao.derive.theorems.integrals import PROOFS as INTEGRAL_PROOFS
from tuidao.derive.theorems.mean_values import PROOFS as MEAN_VALUE_PROOFS
from tuidao.proof import Derivation

PROOFS: dict[str, Callable[[], Derivation]] = {
    **DERIVATIVE_PROOFS,
    **MEAN_VALUE_PROOFS,
    **INTEGRAL_PROOFS,
    **INFORMATION_PROOFS,
    **MORE_INFORMATION_PROOFS,
}


def proof_of(rule_id: str) -> Derivation | None:
    """The proof of a rule from other rules, or None where the rule is taken as it stands."""
    make = PROOFS.get(rule_id)
    return make() if make else None
