"""Addresses of mail: the check of what a person types, and the form in which one is compared. Pure."""

from __future__ import annotations

import re
import unicodedata

_LONGEST, _LONGEST_LOCAL = 254, 64
"""RFC 5321, 4.5.3.1, in octets."""
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(\.[^\s@\"(),:;<>\[\]\\.]+)*")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")


def is_address(text: str) -> bool:
    """True for ``name@host.example``, in any script: no quotes, comments, several addresses or line ends."""
    if len(text.encode(errors="replace")) > _LONGEST or any(unicodedata.category(sign)[0] == "C" for sign in text):
        return False
    local, _, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        len(local.encode()) <= _LONGEST_LOCAL
        and bool(_LOCAL.fullmatch(local))
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) and "_" not in label for label in labels)
        and bool(host_of(text))
    )


def host_of(address: str) -> str:
    """The domain in ASCII (IDNA), which every relay understands; '' when it cannot be written so."""
    try:
        return address.rpartition("@")[2].encode("idna").decode().lower()
    except UnicodeError:
        return ""


def same_key(address: str) -> str:
    """Equal for two spellings of one mailbox: letters large or small, and the domain either way."""
    return f"{unicodedata.normalize('NFC', address.rpartition('@')[0]).casefold()}@{host_of(address)}"
