"""Regions, organisations, users and their roles; passkeys, invitations, sessions and devices.

Decides who somebody is and what a role may do; knows nothing of clients, beds or rooms.
"""
