"""Typed words: comparable, in the order of names, and apart from our own sentence. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_NO_WORD = re.compile(r"[\W_]+")

_APOSTROPHE = re.compile("[‘’ʼ`´]")
_IN_FRONT = re.compile(
    r"(?:(?:van|von|de[nr]?|het|'[ts]|te[nr]?|d[aoi]|dos|della|el|al|bin|la|le|zu|(?<=[ ])t"
    r"|(?:op|in|uit|aan|bij|over|onder|voor)(?=[ ](?:de[nr]?|het|'?t)\b))[ -]+)+(?=\w)"
)
"""Prefixes of a last name, which do not count in the order. Not 'ben': more often a first name here."""
_AFTER_LETTERS = "~"
_MOST_ASKED = 15

_APART = ("\u2068", "\u2069")
_OTHER_WAY = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Scripts that run from right to left."""
_STEERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OTHER_STEERS = re.compile("[\u202a-\u202e\u2066\u2067]")


def fold(text: str) -> str:
    """Lower case without accents and punctuation, words apart by one space."""
    plain = text.casefold()
    if not plain.isascii():  # most are, and a note has thousands of letters
        letters = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", plain).strip()


def asked_words(typed: str) -> list[str]:
    """The folded words of a search; of a long text the first few, because each is one more condition for the store."""
    return fold(typed).split()[:_MOST_ASKED]


def sort_key(name: str | None) -> str:
    """The sort key of a name: as written, without accents and case, without a tussenvoegsel in front.

    'de Vries' sorts under V, 'Jan de Vries' under J; other scripts follow after Latin. Compare by code point: in Python
    directly, in a store by a column with that collation.
    """
    written = _APOSTROPHE.sub("'", (name or "").casefold().strip())
    in_front = _IN_FRONT.match(written)
    return fold(written[in_front.end() :] if in_front else written) or _AFTER_LETTERS + written


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names by ``sort_key``, the order a reader expects."""
    return sorted(names, key=sort_key)


def remove_steering(text: str) -> str:
    """The text without invisible signs that change the direction of the text around them."""
    return _STEERS.sub("", text) if _STEERS.search(text) else text


def is_visible(text: str) -> bool:
    """True when the text has something visible: more than spaces and joining or steering signs."""
    return any(not sign.isspace() and unicodedata.category(sign) != "Cf" for sign in text)


def as_typed(value: Any) -> Any:
    """A stored text, or each of a list, as a client sends it back: without steering signs, which older stores hold."""
    if isinstance(value, list):
        return [as_typed(one) for one in value]
    return remove_steering(value) if isinstance(value, str) else value


def runs_other_way(text: str) -> bool:
    """True when something in it is read from right to left and would move the text beside it."""
    return not text.isascii() and any(_OTHER_WAY.match(sign) for sign, depth in _depths(text) if depth == 0)


def isolate(text: str) -> str:
    """Isolate a person's text within a sentence of ours, so that each keeps its own direction.

    For plain text (an option, a label, JSON); in HTML an element with ``dir="auto"`` or ``<bdi>`` does it. Text without
    right-to-left scripts, or isolated already, stays unchanged.
    """
    if text.isascii():
        return text
    depths = [depth for _, depth in _depths(text)]
    ours = min(depths, default=0) >= 0 and depths[-1:] == [0]
    plain = _OTHER_STEERS.sub("", text) if ours else remove_steering(text)
    return plain.join(_APART) if runs_other_way(plain) else plain


def _depths(text: str) -> Iterator[tuple[str, int]]:
    """Each sign with its depth of isolation; the end of an isolated part already counts as outside."""
    depth = 0
    for sign in text:
        depth += (sign == _APART[0]) - (sign == _APART[1])
        yield sign, depth
