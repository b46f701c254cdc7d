"""People without a home: clients, who works with them, and finding them. Knows no contact and no bed."""
