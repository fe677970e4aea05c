"""What the field does not look inside, and the slope of a function of the user's."""

from tuidao.lang.op import Op

# slope(u, orders…, arguments…): a partial derivative of a function of the user's, at a point
SLOPE = Op("slope", None)


class Opaque(Exception):
    """The checker does not look inside this term: it stays a kernel of its own."""
