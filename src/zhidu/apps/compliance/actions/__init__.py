"""One act a file: every write of this app."""
