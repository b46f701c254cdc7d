"""Numbers of people over time: periods, columns, and which of them may be shown. Knows no store."""
