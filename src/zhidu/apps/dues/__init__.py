"""Dues: what each member owes a month, what was collected, handed up and received (党费)."""
