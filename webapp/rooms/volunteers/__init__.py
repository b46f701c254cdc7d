"""A volunteer who goes along with a match: what she may see of it, and her visits."""
