"""The independent checker: replays derivations, proves and refutes statements; it never derives."""
