"""The guide: help for every screen and the words about privacy, composed from the chapters of the features.

The page ``/hulp`` and the files ``docs/handleiding.md`` and ``docs/guide.md`` come from the same chapters.
"""
