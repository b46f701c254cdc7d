"""The HTTP edge: pages and blocks, forms, headers, languages, limits. Knows no domain word."""
