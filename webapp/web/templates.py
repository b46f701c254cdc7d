"""Templates as phones get them."""

from __future__ import annotations

import re

from jinja2.ext import Extension

_INDENT = re.compile(r"\n[ \t]+")


class WithoutIndents(Extension):
    """Takes the indents out of a template as it is read: a phone keeps every page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source without the white space at the start of each line; a record's text is untouched."""
        return _INDENT.sub("\n", source)
