"""Owns referrals (doorverwijzingen): a person is sent to a place, and whether they arrived comes back."""
