"""Work places: offers of employers, candidates, the first day, and still at work some months later."""
