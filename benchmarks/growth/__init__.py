"""Whether a page costs as much in a region's tenth year as in its first weeks: ``./onderdak bench growth``."""
