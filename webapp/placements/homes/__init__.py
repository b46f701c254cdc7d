"""Homes and places (units), the offers of them, and the people who live there."""
