"""The life of a clinical note: kept for a term, saved as a file for the nurse's own record, then erased.

Onderdak is no medical record. Access to a note is in ``contacts/care`` and ``contacts/emergency``.
"""
