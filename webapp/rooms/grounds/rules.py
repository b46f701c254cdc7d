"""The days of a contract by its legal ground. Pure.

Days are counted on the safe side: nine months from 1 March end on 30 November, and a month that is too short ends on
its last day. Every function takes the row that was valid on the first day (``row_of``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from webapp.due.days import add_months
from webapp.errors import N_
from webapp.rooms.grounds.table import GROUNDS, GroundRow, LegalGround
from webapp.validation import Bounded

_DAY = timedelta(days=1)
_NOT_THEN = N_("Met deze grond kan een contract op die dag niet beginnen. Kies een andere grond.")
_LIVES_IN = N_("Deze grond kan alleen als de verhuurder zelf in het huis woont.")
_PROOF = N_("Voor deze grond is een bewijs van de urgente woonvraag nodig.")
_ORDER = N_("De laatste dag ligt voor de eerste.")
_NEEDS_END = N_("Vul de laatste dag in: deze grond is tijdelijk.")
_NO_END = N_("Een contract voor onbepaalde tijd heeft geen laatste dag. Laat die leeg.")
_TOO_LONG = N_("Deze grond mag ten hoogste %(months)s maanden duren.")


def usable(start: date, *, host_lives_in: bool, rows: Iterable[GroundRow] = GROUNDS) -> list[GroundRow]:
    """The grounds for a contract that begins on this day, in the order of the table."""
    return [row for row in rows if _is_valid(row, start) and (host_lives_in or not row.host_lives_in)]


def row_of(ground: LegalGround, start: date, rows: Iterable[GroundRow] = GROUNDS) -> GroundRow | None:
    """The row of a ground for a contract that begins on this day; None when it cannot begin then."""
    return next((row for row in rows if row.ground is ground and _is_valid(row, start)), None)


def longest_end(row: GroundRow, start: date) -> date | None:
    """The last day that such a contract may have; None when it has no end."""
    return None if row.max_months is None else add_months(start, row.max_months) - _DAY


def last_notice_day(row: GroundRow, start: date) -> date | None:
    """'Opzeggen kan tot en met …': the last day on which the landlord can end it during the trial; None without one.

    None is no 'never': ``row.open`` says what was not looked up.
    """
    return add_months(start, row.protected_after_months) - _DAY if row.protected_after_months else None


def notice_ends(row: GroundRow, given_on: date) -> date | None:
    """The last day after the landlord's notice of this day; None when the term is not known here."""
    return None if row.notice_landlord is None else add_months(given_on, row.notice_landlord)


def protected_from(row: GroundRow, start: date) -> date | None:
    """The day from which the contract goes on without an end, unless notice was given before; None: not known here."""
    return None if row.protected_after_months is None else add_months(start, row.protected_after_months)


def may_extend(row: GroundRow) -> bool:
    """True when the law lets this contract be extended; a new contract is another thing."""
    return row.extendable


def find_fault(
    row: GroundRow | None, start: date, end: date | None, *, host_lives_in: bool, has_proof: bool
) -> tuple[str, str] | None:
    """The field (``ground``, ``proof``, ``end``) and sentence that forbid such a contract; None: it may be signed."""
    if row is None or not _is_valid(row, start):
        return "ground", _NOT_THEN
    if row.host_lives_in and not host_lives_in:
        return "ground", _LIVES_IN
    if row.needs_proof and not has_proof:
        return "proof", _PROOF
    fault = _fault_of_end(row, start, end)
    return ("end", fault) if fault else None


def _fault_of_end(row: GroundRow, start: date, end: date | None) -> str | None:
    longest = longest_end(row, start)
    if longest is None:
        return _NO_END if end else None
    if end is None:
        # Without notice during the trial, a contract with one becomes permanent by itself: it needs no last day.
        return None if row.protected_after_months is not None else _NEEDS_END
    if end < start:
        return _ORDER
    return Bounded(_TOO_LONG, months=row.max_months) if end > longest else None


def _is_valid(row: GroundRow, start: date) -> bool:
    if row.valid_from is None or start < row.valid_from:
        return False
    return row.valid_until is None or start <= row.valid_until
