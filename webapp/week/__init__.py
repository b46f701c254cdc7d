"""A worker's own week in numbers: contacts, people, agreements. No names, and nobody else's work."""
