"""Street contacts and their follow-ups: observations, conversations, agreements, and the open work.

A contact is never rewritten: a correction is an entry of its own, and the first version stays readable.
"""
