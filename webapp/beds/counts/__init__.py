"""Counting beds, a shelter's own page, and putting the book right with what was seen."""
