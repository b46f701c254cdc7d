"""Guests: arrivals for a bed, sleeping places, departures."""
