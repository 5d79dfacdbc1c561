"""The edge of the system: command line and, later, settings and urls. Only here is the clock read."""
