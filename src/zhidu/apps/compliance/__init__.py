"""What is due and what was found (判定)."""
