"""People without a home: clients, who works with them, finding them, and in which nights they have a place to sleep.

Knows no contact and no bed.
"""
