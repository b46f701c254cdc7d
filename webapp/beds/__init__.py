"""Owns shelters, their bed categories, tonight's counts, requests and holds.

Never grants a bed from memory: what is free is worked out from the rows every time.
"""
