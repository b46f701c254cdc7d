"""The ledger of beds played at random: ``model`` is a region on paper, ``world`` the real one, ``machine`` compares."""
