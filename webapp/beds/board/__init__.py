"""Tonight's board, and its summary on home screens."""
