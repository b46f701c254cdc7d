"""Words that people wrote: comparable, in the order of names, and apart from our own sentence. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_NO_WORD = re.compile(r"[\W_]+")

_APOSTROPHE = re.compile("[‘’ʼ`´]")
_IN_FRONT = re.compile(
    r"(?:(?:van|von|de[nr]?|het|'[ts]|te[nr]?|d[aoi]|dos|della|el|al|bin|la|le|zu|(?<=[ ])t"
    r"|(?:op|in|uit|aan|bij|over|onder|voor)(?=[ ](?:de[nr]?|het|'?t)\b))[ -]+)+(?=\w)"
)
"""What stands in front of a last name and does not count. Not 'ben': more often a first name here."""
_AFTER_LETTERS = "~"

_APART = ("\u2068", "\u2069")
_STEERS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def fold(text: str) -> str:
    """Lower case without accents and punctuation, words apart by one space."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", kept).strip()


def sort_key(name: str | None) -> str:
    """Where a name stands in a list: as it is written, without accents and case, a tussenvoegsel in front left out.

    'de Vries' stands with the V, 'Jan de Vries' with the J; other scripts follow after Latin. Compare code
    points: in Python as they are, in a store by a column that collates so.
    """
    written = _APOSTROPHE.sub("'", (name or "").casefold().strip())
    in_front = _IN_FRONT.match(written)
    return fold(written[in_front.end() :] if in_front else written) or _AFTER_LETTERS + written


def in_order(names: Iterable[str]) -> list[str]:
    """Names as a reader looks for them, see ``sort_key``."""
    return sorted(names, key=sort_key)


def isolated(text: object) -> str:
    """Text that a person wrote, for within a sentence of ours: each keeps its own direction.

    For plain text (an option, a label, JSON); in HTML an element with ``dir="auto"`` or ``<bdi>`` does it.
    """
    written = _STEERS.sub("", str(text))
    return written.join(_APART) if written else ""
