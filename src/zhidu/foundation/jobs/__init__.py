"""Long work in the background (长时间的活)."""
