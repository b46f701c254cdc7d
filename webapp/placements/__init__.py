"""Owns placements (plaatsingen): from a waiting list to a home of one's own, per programme of a region."""
