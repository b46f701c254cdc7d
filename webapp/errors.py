"""The refusals of the house, in domain words. Knows no Flask; ``web`` turns them into answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def N_(text: str) -> str:
    """Mark a Dutch sentence for translation at its definition; it is translated where it is shown."""
    return text


class DomainError(Exception):
    """A refusal a person must be able to read: a Dutch sentence and a stable code.

    ``values`` fill the ``%(name)s`` places of the sentence after translation.
    """

    code = "refused"

    def __init__(self, message: str = "", code: str | None = None, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values
        if code:
            self.code = code


class NotFound(DomainError):
    """The record does not exist, or this user may not know that it does."""

    code = "not_found"


class NotAllowed(DomainError):
    """The user may know of it but may not do this."""

    code = "not_allowed"


class Invalid(DomainError):
    """The input cannot be taken; ``fields`` maps a field to its sentence."""

    code = "invalid"

    def __init__(self, fields: dict[str, str], code: str | None = None, **values: Any) -> None:
        super().__init__(next(iter(fields.values()), ""), code, **values)
        self.fields = fields


class Withheld(Invalid):
    """A refusal shown at a field with valid input: this user may not see this ``client``. It is in the access log."""

    code = "withheld"

    def __init__(self, fields: dict[str, str], code: str, client: UUID) -> None:
        super().__init__(fields, code)
        self.client = client


class Conflict(DomainError):
    """Someone else changed the same thing; ``current`` is the present state to choose from.

    ``current`` maps a field to ``{"value", "by", "at"}``; a count adds its ``version``.
    """

    code = "conflict"

    def __init__(self, message: str, current: dict[str, Any], **values: Any) -> None:
        super().__init__(message, None, **values)
        self.current = current


class TooMany(DomainError):
    """A limit was passed; ``retry_after`` is the number of seconds until the next try."""

    code = "too_many"

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Busy(TooMany):
    """Nobody did too much: the house itself has no time now."""

    code = "busy"
