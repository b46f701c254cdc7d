"""Consent to share: with whom, for what, until when; withdrawn, and told to whom it mattered. It is no legal basis."""
