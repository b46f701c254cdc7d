"""A user's own agreements in their own calendar: a file at a secret address, without a name or a word of anybody."""
