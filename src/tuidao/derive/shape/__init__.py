"""The shape of a function: its zeros, its sign, its natural domain, where it rises and where it is convex."""
