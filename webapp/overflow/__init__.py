"""Owns the requests of one region to its neighbour for a night. Nobody's name crosses the border."""
