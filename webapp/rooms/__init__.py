"""Kamers met Aandacht: hosts at sign-up, their rooms, youths who look for one, and possible matches.

Owns the host's public sign-up, ``room.offer``, ``room.request`` and the pure matching. People decide: nothing here
places anybody.
"""
