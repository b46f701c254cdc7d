"""Phones: known, locked, lost."""
