"""Regions, organisations, users and their roles; passkeys, invitations, sessions and devices.

Decides a person's identity and the rights of a role; knows nothing of clients, beds or rooms.
"""
