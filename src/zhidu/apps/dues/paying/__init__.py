"""Paying by transfer: what a payer is told, how the money that came is read, and whose it is."""
