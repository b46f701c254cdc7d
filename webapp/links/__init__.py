"""Owns personal links: one person without an account sees, or does, one thing. Knows no feature.

A feature gives one to a party of its record (``service.give``), opens it in a public view (``pages.opened``) and acts
on it only in a POST that carries a choice: a mail scanner follows links, and posts nothing that a person must choose.
"""
