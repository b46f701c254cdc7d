"""Finds possible citizen service numbers (BSN) in typed text. Onderdak keeps none.

One in eleven numbers of nine digits passes the eleven-test by chance, so a match is ground for a question, never for a
refusal. ``static/js/offline/forms/bsn.js`` finds the same; ``tests/cases/bsn.json`` holds for both.
"""

from __future__ import annotations

import re

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19"
_RUN = re.compile(rf"\+?[{_DIGIT}]+(?:[-./ \t\u00a0\u2009\u2010\u2011\u2013\u202f][{_DIGIT}]+)*")
_PART = re.compile(rf"[{_DIGIT}]+")
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_DATE = re.compile(f"{_YEAR}{_MONTH}{_DAY}|{_DAY}{_MONTH}{_YEAR}")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SHAPES = ((3, 3, 3), (4, 2, 3))


def holds_bsn(text: str) -> bool:
    """True when a number in this text can be a BSN, however its digits are grouped.

    A run that begins with + is a telephone number.
    """
    return any(_can_be(run[0]) for run in _RUN.finditer(text) if not run[0].startswith("+"))


def _can_be(run: str) -> bool:
    parts = ["".join(str(ord(digit) & 15) for digit in part) for part in _PART.findall(run)]
    tried = [*parts, "".join(parts)]
    threes = zip(parts, parts[1:], parts[2:], strict=False)
    tried += ["".join(three) for three in threes if tuple(map(len, three)) in _SHAPES]
    if len(parts) == 1 and len(run) == 8 and not _DATE.fullmatch(parts[0]):
        tried.append(f"0{parts[0]}")  # a spreadsheet drops the zero in front
    return any(_passes(digits) for digits in tried)


def _passes(digits: str) -> bool:
    if len(digits) != 9 or int(digits) == 0:
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0
