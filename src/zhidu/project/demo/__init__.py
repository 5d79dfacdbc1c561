"""The generated county (云岭县, an invented one): plain files to try everything on without real records."""
