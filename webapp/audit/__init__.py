"""The append-only access log (NEN 7513): person, act, record, time and ground.

Holds ids only, never a name or a note.
"""
