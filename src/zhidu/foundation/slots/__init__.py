"""Panels that upper apps put on pages of lower ones (栏位)."""
