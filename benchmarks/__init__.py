"""Benchmarks: each against its peer, in one run, as a ratio."""
