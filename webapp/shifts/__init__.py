"""Owns the change of shifts: what changed since one's previous shift, and one line to the next."""
