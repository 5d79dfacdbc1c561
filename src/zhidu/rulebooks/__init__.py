"""Rulebooks (制度): YAML text made into the objects of the domain, every error with file and line."""
