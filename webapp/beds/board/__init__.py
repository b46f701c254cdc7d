"""Tonight's board, and what home screens tell of it."""
