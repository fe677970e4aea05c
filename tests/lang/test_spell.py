"""The plain spelling can be read back to the same term, whatever the term."""

from __future__ import annotations

from hypothesis import given, settings
from tests.strategies import as_read, terms

from tuidao.lang.spell import spell
from tuidao.lang.term import Term
from tuidao.read import read_plain


@settings(max_examples=300, deadline=None, derandomize=True)
@given(terms)
def test_what_is_spelt_reads_back(t: Term) -> None:
    assert read_plain(spell(t)) == as_read(t)
