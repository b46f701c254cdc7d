"""A host's own page, by a personal link and without an account."""
