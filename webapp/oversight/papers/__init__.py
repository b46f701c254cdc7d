"""Papers out of the running system: the register of processing, the permission table, the accessibility draft."""
