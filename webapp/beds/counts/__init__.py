"""Counting beds, a shelter's own page, and settling the book with the count."""
