"""Procedures (程序): cases that go through the steps a rulebook defines, and the gates they have to pass."""
