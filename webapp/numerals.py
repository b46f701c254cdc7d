"""The one reader of numbers: typed text becomes the number it says or is refused, never another number.

A dot before three digits is how Dutch writes thousands (``1.000``), a comma how it writes cents. A text with two
readings is refused. ``static/js/offline/forms/numerals.js`` reads the same, and ``tests/cases/numerals.json`` holds for
both.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_SPACE = " \u00a0\u2009\u202f"
_GROUPED = rf"[1-9][0-9]{{0,2}}(?P<between>[.{_SPACE}])[0-9]{{3}}(?:(?P=between)[0-9]{{3}}){{0,3}}"
_NUMBER = re.compile(
    rf"(?:€[{_SPACE}]?)?(?P<sign>[-\u2212]?)(?P<digits>(?P<plain>[0-9]{{1,15}})|{_GROUPED})"
    r"(?:,(?P<cents>[0-9]{1,2})|\.(?P<point>[0-9]{1,2})|[.,][-\u2013\u2014]{1,2})?"
)
_MARKS = re.compile(rf"[.{_SPACE}]")


def whole(value: Any) -> int:
    """Read a whole number that a person typed or a phone sent.

    Raises:
        ValueError: no whole number, or a text with two readings.
    """
    number = _number(value, point=False)
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def amount(value: Any) -> Decimal:
    """Read a number with at most two decimals. Some keypads have no comma: a dot before one or two digits is one.

    Raises:
        ValueError: no such number, or a text with two readings.
    """
    return _number(value, point=True)


def _number(value: Any, *, point: bool) -> Decimal:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        if number.is_finite():
            return number
    match = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or (match["point"] and not (point and match["plain"])):
        raise ValueError(value)
    text = f"{_MARKS.sub('', match['digits'])}.{match['cents'] or match['point'] or 0}"
    return -Decimal(text) if match["sign"] else Decimal(text)
