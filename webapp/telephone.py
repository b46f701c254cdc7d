"""Finds telephone numbers in typed text: the text stays as typed, a machine gets numbers it can dial.

Dutch numbers of ten digits, ``+`` or ``00`` and any country, short ones (112, 113, 116 123, 14 035), free and paid
service numbers. Nothing else is dialled: a remark beside a number is no part of it.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"(?<![\w+])(?:\+|\()?[0-9](?:[ .\-\u00a0\u2010\u2011\u2013\u202f/()]{0,3}[0-9])*(?!\w)")
_TRUNK = re.compile(r"\(\s*0\s*\)")
_SERVICE = re.compile(r"0(?:800|90[069])\d{4}(?:\d{3})?|088\d{7}")
_SHORT = re.compile(r"112|113|144|116\d{3}|14\d{2,4}|0900\d{4}|1[48]\d{2}")
_DUTCH = re.compile(r"0[1-9]\d{8}")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")
_MOST_WORDS = 20
"""A number has at most 18 digits, and few people write each apart."""


def numbers(text: str) -> list[str]:
    """The numbers in the text, ready to dial, in their order, each once."""
    found = [dialled for run in _RUN.finditer(text) for dialled in _split(run[0])]
    return list(dict.fromkeys(found))


def link(text: str) -> str:
    """The ``tel:`` address of the first number; '' when there is none, so that the text becomes no link."""
    return next((f"tel:{one}" for one in numbers(text)), "")


def _split(run: str) -> list[str]:
    """Split a run of digits: one number, or two with a stroke or a space between."""
    whole = _dialled(run)
    if whole:
        return [whole]
    parts = [dialled for part in re.split(r"\s*/\s*|\s+-\s+", run) if (dialled := _dialled(part))]
    return parts or _beside(run)


def _beside(run: str) -> list[str]:
    """Numbers with a space between: at each word the longest number that leaves only numbers after it.

    Worked out from the end, each word once: a long run has too many divisions to try them all.
    """
    words = run.split(" ")
    numbers: dict[int, list[str]] = {len(words): []}
    for start in reversed(range(len(words))):
        for end in range(min(len(words), start + _MOST_WORDS), start, -1):
            if end in numbers and (first := _dialled(" ".join(words[start:end]))):
                numbers[start] = [first, *numbers[end]]
                break
    return numbers.get(0, [])


def _dialled(typed: str) -> str:
    digits = re.sub(r"[^0-9+]", "", _TRUNK.sub("", typed) if re.match(r"\(?(\+|00)", typed) else typed)
    digits = re.sub(r"^00(?=[1-9])", "+", digits)
    digits = re.sub(r"^\+310", "+31", digits)
    if _SHORT.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return f"+31{digits[1:]}" if digits.startswith("088") else digits
    if _DUTCH.fullmatch(digits):
        return f"+31{digits[1:]}"
    if digits.startswith("+31"):
        return digits if _DUTCH.fullmatch(f"0{digits[3:]}") or _SERVICE.fullmatch(f"0{digits[3:]}") else ""
    return digits if _ABROAD.fullmatch(digits) else ""
