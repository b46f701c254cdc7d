"""The present waiting list of a region, taken in from a file: looked at first, chosen by a person, and undone whole."""
