"""Finding a name in spite of accents, case, word order and one typing slip. Pure: no store, no Flask.

A name is cut into words, a word into runs of two and three letters (grams). Runs that a question and a
name have in common give candidates; edit distance decides which of them are meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz.distance import OSA

CANDIDATES = 50
"""How many names with the most grams in common are looked at closely."""

_SHORT = 4
"""Words up to this length are asked by pairs of letters, longer ones by threes."""

_SLIP_FROM = 3
"""From this length on one slip in a word is forgiven."""

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents and punctuation, words apart by one space."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", kept).strip()


def grams_of(key: str) -> set[str]:
    """Every gram of a folded name, as they are stored."""
    return {gram for word in key.split() for size in (2, 3) for gram in _runs(f"^{word}$", size)}


def asked_grams(key: str) -> set[str]:
    """The grams to look for; the end of a word is left open, so that half a word finds the whole."""
    return {gram for word in key.split() for gram in _runs(f"^{word}", 2 if len(word) <= _SHORT else 3)}


def rank(asked: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Ids of the names meant by ``asked`` (folded), nearest first; ``names`` are (id, folded name)."""
    scored = ((distance(asked, key), key, id_) for id_, key in names)
    return [id_ for slips, _key, id_ in sorted(scored, key=_order) if slips is not None]


def distance(asked: str, key: str) -> int | None:
    """The slips between a question and a name, twice as heavy as a word half typed; None: not meant."""
    words = key.split()
    words += [one + next_one for one, next_one in pairwise(words)]
    parts = [_word_distance(word, words) for word in asked.split()]
    known = [part for part in parts if part is not None]
    if parts and len(known) == len(parts):
        return sum(known)
    if OSA.distance(asked.replace(" ", ""), key.replace(" ", "")) <= 1 and len(asked) > _SLIP_FROM:
        return 3
    return None


def _word_distance(asked: str, words: list[str]) -> int | None:
    return min((slips for word in words if (slips := _slips(asked, word)) is not None), default=None)


def _slips(asked: str, word: str) -> int | None:
    if asked == word:
        return 0
    if word.startswith(asked):
        return 1
    if len(asked) < _SLIP_FROM:
        return None
    beginnings = {word, *(word[: len(asked) + extra] for extra in (-1, 0, 1))}
    nearest = min(OSA.distance(asked, beginning, score_cutoff=1) for beginning in beginnings)
    if nearest > 1:
        return None
    return 2 if OSA.distance(asked, word, score_cutoff=1) <= 1 else 3


def _runs(text: str, size: int) -> set[str]:
    return {text[start : start + size] for start in range(max(1, len(text) - size + 1))}


def _order(item: tuple[int | None, str, str]) -> tuple[int, str, str]:
    return (item[0] if item[0] is not None else 0, item[1], item[2])
