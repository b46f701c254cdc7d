"""Asking a bed, the shelter's answer, and 'no place found'."""
