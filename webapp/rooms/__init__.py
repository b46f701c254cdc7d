"""Kamers met Aandacht: hosts who sign up, their rooms, youths who look for one, and what would match.

Owns the host's public sign-up, ``room.offer``, ``room.request`` and the pure matching. People decide:
nothing here places anybody.
"""
