"""Derivatives by the entries of a family: index sums with symbolic bounds, Kronecker's delta, the losses."""
