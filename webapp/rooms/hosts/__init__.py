"""The coordinator's side: rooms on offer and their hosts."""
