"""Ballots (表决): votes by show of hands, by name, on paper and secret online; elections."""
