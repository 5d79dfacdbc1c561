"""One capability an app (能力); each knows only the apps below it, see ``ARCHITECTURE.md``."""
