"""Tables of the app over time."""
