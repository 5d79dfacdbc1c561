"""The organisation tree, committees and their terms (组织)."""
