"""Pages about signing in and about accounts."""
