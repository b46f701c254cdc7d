"""The append-only access log (NEN 7513): who did what to which record, when, on what ground.

Holds ids only, never a name or a note.
"""
