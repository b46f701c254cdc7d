"""One youth and one room on their way together: the table, its steps, and what ends it. Knows no page."""
