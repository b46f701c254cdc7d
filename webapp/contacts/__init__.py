"""Street contacts and their follow-ups: what was seen, said and agreed, and what is still to be done.

A contact is never rewritten: a correction is an entry of its own, and the first version stays readable.
"""
