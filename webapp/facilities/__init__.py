"""Owns respite and small homes: their places, guests in respite, and the numbers a person enters."""
