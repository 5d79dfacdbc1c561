"""Which organisation runs which rulebook, since when (采用)."""
