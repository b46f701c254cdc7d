"""Owns sharing with a colleague for a time, holiday cover, and the people of a colleague who leaves."""
