"""A fixed choice and its Dutch words in one place: ``street = "street", N_("Straat")``. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A choice with its Dutch words. The member is its plain value: stored, sent and compared."""

    label: str
    hint: str
    """Help for choosing it; '' when none is needed."""

    def __new__(cls, value: str, label: str = "", hint: str = "") -> Self:
        """Keep the value as the string, and the untranslated words beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.hint = hint
        return member
