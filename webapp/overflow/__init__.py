"""Owns what one region asks of its neighbour for a night. Nobody's name crosses the border."""
