"""Which rule differentiates which operator: by an entry of a family, or by a plain variable under sums."""

from tuidao.lang import op as ops
from tuidao.lang.op import Op

PARTIAL_NAMES: dict[str, str] = {
    "const": "partial_const",
    "neg": "partial_neg",
    "add": "partial_add",
    "sub": "partial_sub",
    "mul": "partial_mul",
    "div": "partial_div",
    "chain": "partial_chain",
    "sum": "partial_sum",
    "product": "partial_product",
    "add_const": "partial_add_const",
    "const_add": "partial_const_add",
    "sub_const": "partial_sub_const",
    "const_sub": "partial_const_sub",
    "mul_const": "partial_const_mul",
    "const_mul": "partial_mul_const",
    "div_const": "partial_div_const",
}
DIFF_NAMES: dict[str, str] = {
    "const": "deriv_const",
    "neg": "deriv_neg",
    "add": "deriv_add",
    "sub": "deriv_sub",
    "mul": "deriv_mul",
    "div": "deriv_div",
    "chain": "deriv_chain",
    "sum": "deriv_sum",
    "product": "deriv_product",
    "mul_const": "deriv_mul_const",
    "const_mul": "deriv_const_mul",
    "div_const": "deriv_div_const",
}
# Where the second operand, and where the first, does not depend on what is differentiated by.
ONE_CONSTANT: dict[Op, tuple[str, str]] = {
    ops.ADD: ("add_const", "const_add"),
    ops.SUB: ("sub_const", "const_sub"),
    ops.MUL: ("mul_const", "const_mul"),
    ops.DIV: ("div_const", ""),
}
BOTH_DEPEND: dict[Op, str] = {
    ops.ADD: "add",
    ops.SUB: "sub",
    ops.MUL: "mul",
    ops.DIV: "div",
}
# What goes without saying: term by term, constants in front, entries.
PLAIN = {
    "partial_entry",
    "partial_entry_matrix",
    "deriv_id",
    *(
        names[key]
        for names in (PARTIAL_NAMES, DIFF_NAMES)
        for key in names
        if key not in ("mul", "div", "chain", "product")
    ),
}
