"""Handing the register out: a blank template, and a list of chosen columns."""
