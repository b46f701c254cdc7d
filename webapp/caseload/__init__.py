"""The people somebody works with, composed from the features: one client with the facts of each.

A blueprint beside ``today``, no ``Feature``: it offers nothing to the house, and reads features that may not read it.
"""
