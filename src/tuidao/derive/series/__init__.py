"""Sums: closed forms by telescoping, and infinite sums as limits of partial sums."""
