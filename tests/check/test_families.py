"""Signs of sums from the signs of their terms, sums inside sums, and index sets that may be empty."""

from __future__ import annotations

import pytest

from tuidao.check.prove import prove
from tuidao.proof import Status
from tuidao.read import read_given, read_plain

TRUE = [
    ("Sum(exp(z[k]), (k, 1, n)) > 0", "n >= 1"),
    ("Sum(exp(z[k]), (k, 1, n)) > 0", "1 <= i, i <= n"),
    ("Sum(exp(z[k]), (k, 1, n)) != 0", "1 <= i, i <= n"),
    ("Sum(exp(z[k]), (k, 1, n)) >= 0", ""),
    ("exp(z[i])/Sum(exp(z[k]), (k, 1, n)) > 0", "1 <= i, i <= n"),
    ("Sum(-exp(z[k]), (k, 1, n)) < 0", "n >= 1"),
    ("Sum(exp(z[k]) + z[k]**2, (k, 1, n)) > 0", "n >= 1"),
    ("Sum(z[k]**2, (k, 1, n)) >= 0", ""),
    ("Product(exp(z[k]), (k, 1, n)) > 0", ""),
    ("Sum(a[k]*Sum(y[j], (j, 1, n)), (k, 1, n)) = Sum(a[j], (j, 1, n))*Sum(y[k], (k, 1, n))", ""),
    (
        "Sum(exp(z[i])*y[k]/Sum(exp(z[j]), (j, 1, n)), (k, 1, n))"
        " = exp(z[i])*Sum(y[k], (k, 1, n))/Sum(exp(z[k]), (k, 1, n))",
        "1 <= i, i <= n",
    ),
]
NOT_SHOWN = [
    ("Sum(exp(z[k]), (k, 1, n)) > 0", ""),
    ("Sum(exp(z[k]), (k, 1, n)) > 0", "n >= 0"),
    ("Sum(exp(z[k]), (k, 2, n)) > 0", "n >= 1"),
    ("Sum(z[k]**2, (k, 1, n)) > 0", "n >= 1"),
    ("Sum(z[k], (k, 1, n)) > 0", "n >= 1"),
    ("Sum(exp(z[k]) - 1, (k, 1, n)) >= 0", "n >= 1"),
    ("Product(z[k]**2, (k, 1, n)) > 0", ""),
    ("Sum(a[k]*Sum(y[j], (j, 1, k)), (k, 1, n)) = Sum(a[j], (j, 1, n))*Sum(y[k], (k, 1, n))", ""),
    # What the logarithm says of y over the outer range says nothing over the inner one.
    (
        "Sum(log(y[k]) + Sum(Abs(y[j]), (j, 0, n)), (k, 1, n))"
        " = Sum(log(y[k]) + Sum(y[j], (j, 0, n)), (k, 1, n))",
        "",
    ),
]


@pytest.mark.parametrize(("claim", "given"), TRUE)
def test_proved(claim: str, given: str) -> None:
    found = prove(read_plain(claim), read_given(given))
    assert found.status is Status.PROVED
    assert not found.missing


@pytest.mark.parametrize(("claim", "given"), NOT_SHOWN)
def test_not_proved(claim: str, given: str) -> None:
    assert prove(read_plain(claim), read_given(given)).status is not Status.PROVED
