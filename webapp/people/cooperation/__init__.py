"""Organisations that made a privacy agreement: what one may see of the other's people, and no more."""
