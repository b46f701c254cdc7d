"""Unusual reading: its rules, the facts out of the log, and the findings that wait for an overseer."""
