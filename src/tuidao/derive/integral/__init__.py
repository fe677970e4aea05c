"""Integration: antiderivatives by the methods of the calculus books, definite integrals by Newton and Leibniz."""
