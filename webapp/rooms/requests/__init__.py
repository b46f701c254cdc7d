"""Youths who look for a room."""
