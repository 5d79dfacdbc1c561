"""Tables of this app as they came about."""
