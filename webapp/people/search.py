"""Finding a name in spite of accents, case, word order and one slip a word. Pure: no store, no Flask.

Of every word its beginnings are stored, and its first letters with one of them left out. The typed words are divided
alike: two beginnings that differ by one letter more, less, other or two swapped share a part, wherever the slip is.
Names with the most shared parts are candidates; edit distance decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Protocol
from uuid import UUID

from rapidfuzz.distance import OSA

from webapp.text import fold

CANDIDATES = 200
"""The number of names with the most shared parts that are compared closely."""

PARTS = 1000
"""So many rows of parts are read at once; a part that more names have is common."""

FOUND = 50
"""The most results."""

MOST_WORDS = 20
"""The number of words of a name that are compared; the rest of a longer one is kept, and not searched."""

_LOOKED_AT = 5
"""The letters of a word that are stored; a slip after them is left to the close comparison."""

_SLIP_FROM = 3
"""The length from which one slip in a word is forgiven."""

_ALIKE_FROM = 4
"""The length from which one slip makes no other name."""

_BETWEEN = frozenset(("van", "von", "de", "den", "der", "het", "t", "te", "ten", "ter"))
"""Words before a last name: written down as heard, one for the other makes no other name."""

_YEAR_APART = 3
"""Weighs as much as so many slips: a birth year that is near, or not."""

_WORD_OF_MORE = 10
"""Weighs more than any number of slips: one word, of a name that has more of them."""


def words_of(key: str) -> list[str]:
    """The words of a folded name that count."""
    return key.split()[:MOST_WORDS]


def grams_of(key: str) -> set[str]:
    """The stored parts of a folded name: of each word, and of two or all of them written together."""
    words = words_of(key)
    together = [one + following for one, following in pairwise(words)] + (["".join(words)] if words else [])
    parts = {part for word in words for part in _beginnings(word)}
    return parts | {part for word in together for part in _slips_of(word[:_LOOKED_AT])}


def whole(word: str) -> str:
    """The part for a whole word."""
    return f"={word}"


def same_words(organisation: UUID, name: str | None, alias: str | None) -> set[str]:
    """The parts shared by clients of one organisation whose name or alias has the same words, in any order."""
    keys = (sorted(fold(text or "").split()) for text in (name, alias))
    return {f"#{organisation.hex}:{' '.join(words)}" for words in keys if words}


def _beginnings(word: str) -> Iterator[str]:
    yield whole(word)
    yield from (f"^{word[:length]}" for length in range(1, min(len(word) + 1, _SLIP_FROM)))
    yield word[: _SLIP_FROM - 1]  # of a word this short one more letter may have been typed
    for length in range(_SLIP_FROM, min(len(word), _LOOKED_AT) + 1):
        yield from _slips_of(word[:length])


def _slips_of(beginning: str) -> set[str]:
    return {beginning, *(beginning[:at] + beginning[at + 1 :] for at in range(len(beginning)))} - {""}


def asked_grams(key: str) -> set[str]:
    """The parts to look for; the end of a word is left open, so that half a word finds the whole."""
    return {part for word in words_of(key) for part in _asked(word)}


def asked_by_word(key: str) -> list[set[str]]:
    """The same for each word: who is meant has some of every set, or is written as one word."""
    words = words_of(key)
    together = _asked("".join(words)) if len(words) > 1 else set()
    return [_asked(word) | together for word in words]


def _asked(word: str) -> set[str]:
    beginning = word[:_LOOKED_AT]
    return {whole(word)} | (_slips_of(beginning) if len(word) >= _SLIP_FROM else {f"^{beginning}"})


def _slips(asked: str, word: str) -> int | None:
    if asked == word:
        return 0
    if word.startswith(asked):
        return 1
    if len(asked) < _SLIP_FROM or not (asked[0] in word[:2] or asked[1] in word[:2]):
        return None  # one slip leaves one of the first two letters among the first two
    beginnings = {word, *(word[: len(asked) + extra] for extra in (-1, 0, 1))}
    nearest = min(OSA.distance(asked, beginning, score_cutoff=1) for beginning in beginnings)
    if nearest > 1:
        return None
    return 2 if OSA.distance(asked, word, score_cutoff=1) <= 1 else 3


def rank(asked: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """Ids of the names meant by ``asked`` (folded), nearest first; ``names`` are (id, folded name)."""
    slips_of = cache(_slips)  # of two hundred names many words are the same
    scored = ((distance(asked, key, slips_of), key, id_) for id_, key in names)
    return [id_ for slips, _key, id_ in sorted(scored, key=_order) if slips is not None]


def distance(asked: str, key: str, slips_of: Callable[[str, str], int | None] = _slips) -> int | None:
    """The slips between a question and a name, twice as heavy as a word half typed; None: not meant."""
    words = words_of(key)
    words += [one + next_one for one, next_one in pairwise(words)]
    wanted, slips = words_of(asked), 0
    for word in wanted:
        apart = min((one for each in words if (one := slips_of(word, each)) is not None), default=None)
        if apart is None:
            break
        slips += apart
    else:
        if wanted:
            return slips
    if OSA.distance(asked.replace(" ", ""), key.replace(" ", "")) <= 1 and len(asked) > _SLIP_FROM:
        return 3
    return None


def likeness(names: Sequence[str], others: Sequence[str]) -> int | None:
    """The smallest distance between two people's names (folded; name and alias each); None: not alike.

    Words count in any order, a slip in a word is forgiven, an initial matches its name. A name that is only one word of
    the other's is the furthest that is still alike.
    """
    found = (_name_likeness(words_of(name), words_of(other)) for name in names for other in others)
    return min((apart for apart in found if apart is not None), default=None)


@dataclass(frozen=True)
class Facts:
    """Birth year and municipality: between people with names alike they tell who is meant more likely."""

    birth_year: int | None = None
    municipality: str | None = None

    @classmethod
    def of(cls, client: Known) -> Facts:
        """The facts of a client; where a person with a safety flag is does not count."""
        return cls(client.birth_year, None if client.is_hidden else client.municipality)

    def apart(self, other: Facts) -> int:
        """How much these facts add to the distance of the names: below nothing when they are near."""
        year = 0 if None in (self.birth_year, other.birth_year) else _YEAR_APART
        if year:
            year *= 1 if years_differ(self.birth_year, other.birth_year) else -1
        return year - (self.municipality is not None and self.municipality == other.municipality)


class Known(Protocol):
    """The facts of a client that are compared."""

    @property
    def birth_year(self) -> int | None: ...  # noqa: D102
    @property
    def municipality(self) -> str | None: ...  # noqa: D102
    @property
    def is_hidden(self) -> bool: ...  # noqa: D102


def years_differ(one: int | None, other: int | None) -> bool:
    """True for birth years more than one apart; people guess, and say their age."""
    return one is not None and other is not None and abs(one - other) > 1


def is_close(apart: int) -> bool:
    """True when so much likeness means more than a common first name."""
    return apart < _WORD_OF_MORE


def _name_likeness(name: list[str], other: list[str]) -> int | None:
    few, many = sorted((name, other), key=len)
    if few != many and all(len(word) == 1 for word in few):
        return None
    if few == many:
        return 0
    together = len(few) != len(many)  # 'Janjansen'; of as many words each has its own: 'Demo Q.' is not 'Demo S.'
    if together and OSA.distance("".join(few), "".join(many), score_cutoff=1) <= (len("".join(few)) >= _ALIKE_FROM):
        return 1
    left, apart = list(many), 0
    for word in sorted(few, key=len, reverse=True):
        near = min(((slips, one) for one in left if (slips := _alike(word, one)) is not None), default=None)
        if near is None:
            return None
        apart += near[0]
        left.remove(near[1])
    return apart + len(left) + (_WORD_OF_MORE if len(few) == 1 and left else 0)


def _alike(word: str, other: str) -> int | None:
    if word == other:
        return 0
    if {word, other} <= _BETWEEN:
        return 1
    if len(word) == 1 or len(other) == 1:
        return 2 if word[0] == other[0] else None
    forgiven = max(len(word), len(other)) >= _ALIKE_FROM
    return 1 if forgiven and OSA.distance(word, other, score_cutoff=1) <= 1 else None


def _order(item: tuple[int | None, str, str]) -> tuple[int, str, str]:
    return (item[0] if item[0] is not None else 0, item[1], item[2])
