"""Which youth fits which room. People decide."""
