"""Passkeys: made, used, removed."""
