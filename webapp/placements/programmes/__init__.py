"""The programmes (voorzieningen) of a region: rows that a region enters, each of a kind declared in code."""
