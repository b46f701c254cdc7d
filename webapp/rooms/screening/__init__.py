"""Getting to know a host: the planned visit, what was seen, the decision, and parking."""
