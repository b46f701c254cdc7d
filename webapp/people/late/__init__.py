"""What a phone sends about a client after its user could know them no more, and which is no contact."""
