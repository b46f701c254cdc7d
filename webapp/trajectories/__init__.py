"""Owns the way a record goes: who answered which step, and where that leads. Knows no feature.

A new scheme declares a ``Kind``, a ``Scheme`` (who speaks for which party) and a table of its facts; see
``webapp/overflow``.
"""
