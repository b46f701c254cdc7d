"""Agreements that somebody must keep."""
