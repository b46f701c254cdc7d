"""People, roles and invitations, for an administrator."""
