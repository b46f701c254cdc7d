"""The free places now, worked out from the ledger: of one kind of beds, and of every shelter."""
