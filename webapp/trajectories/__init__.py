"""Owns the way a thing goes: who answered which step, and where that leads. Knows no feature."""
