"""People without a home: clients, their workers, finding them, and the nights in which they have a place to sleep.

Knows no contact and no bed.
"""
