"""The rules themselves (领域层): pure standard-library Python, without I/O, clock or floats."""
