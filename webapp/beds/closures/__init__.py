"""Beds out of use."""
