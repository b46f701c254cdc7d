"""Owns the course of a record: answers to its steps, and their consequences. Knows no feature.

A new scheme declares a ``Kind``, a ``Scheme`` (the parties of each user) and a table of its facts; see
``webapp/overflow``.
"""
