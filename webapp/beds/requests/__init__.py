"""Asking a bed, the shelter's answer, and what is told when there is no place."""
