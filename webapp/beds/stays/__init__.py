"""Guests: who came for a bed, who sleeps where, and until when."""
