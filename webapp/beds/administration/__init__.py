"""An administrator's work on shelters: one shelter, its staff, its places by date."""
