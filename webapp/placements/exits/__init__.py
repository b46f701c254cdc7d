"""What a region is short of: demand and supply per municipality, what nominations wait for, and how placements end."""
