"""Every sealed value is bound to its table, column and row; before this one opened wherever it was put."""

import logging
from collections.abc import Callable, Iterator
from secrets import token_bytes

import sqlalchemy as sa
from alembic import op
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.keys import Keyring, Place, Unreadable
from webapp.sealed import keyring_of

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BATCH = 1000
_IV = 12
_BEFORE = b"column"
_COLUMNS = {
    "bed_request": ("id", "name", "note"),
    "bed_request_step": ("id", "words"),
    "bed_stay": ("id", "name"),
    "clinical_note": ("contact_id", "text"),
    "contact_correction": ("id", "before", "after"),
    "device": ("id", "vault_secret"),
    "emergency_access": ("id", "reason"),
    "host": ("id", "phone", "email"),
    "host_signup_draft": ("token_hash", "answers"),
    "overflow": ("id", "needs"),
    "respite_stay": ("id", "name"),
    "room_event": ("id", "note"),
}
"""Table → its key, and the columns that are sealed in it."""
log = logging.getLogger("onderdak")


class SealedBefore(Exception):
    """The store was at this revision already: what opened anywhere may have been put anywhere since."""


def upgrade() -> None:
    """Apply. What cannot be read stays as it is, and is told."""
    _reseal(_to_its_place)


def downgrade() -> None:
    """Take back."""
    _reseal(_to_anywhere)


def _to_its_place(keyring: Keyring, sealed: bytes, place: Place) -> bytes:
    try:
        text = AESGCM(keyring.columns).decrypt(sealed[:_IV], sealed[_IV:], _BEFORE).decode()
    except (InvalidTag, ValueError):
        if _is_bound(keyring, sealed, place):
            raise SealedBefore(f"{place[:2]} holds values of revision 0020: this store was there before") from None
        log.error("a sealed value does not open", extra={"fields": {"table": place[0], "key": place[2:]}})
        return sealed
    return keyring.seal_column(text, place)


def _to_anywhere(keyring: Keyring, sealed: bytes, place: Place) -> bytes:
    try:
        text = keyring.open_column(sealed, place)
    except Unreadable:
        return sealed
    iv = token_bytes(_IV)
    return iv + AESGCM(keyring.columns).encrypt(iv, text.encode(), _BEFORE)


def _is_bound(keyring: Keyring, sealed: bytes, place: Place) -> bool:
    try:
        keyring.open_column(sealed, place)
    except Unreadable:
        return False
    return True


def _reseal(change: Callable[[Keyring, bytes, Place], bytes]) -> None:
    keyring = keyring_of(op.get_bind().dialect)
    for name, (key, *columns) in _COLUMNS.items():
        kind = sa.String() if key == "token_hash" else sa.Uuid()
        table = sa.table(name, sa.column(key, kind), *(sa.column(one, _Bytes()) for one in columns))
        update = table.update().where(table.c[key] == sa.bindparam("of"))
        update = update.values({one: sa.bindparam(f"new_{one}") for one in columns})
        for rows in _batches(table, key, columns):
            changed = [
                {
                    "of": row[0],
                    **{
                        f"new_{one}": None if value is None else change(keyring, value, (name, one, str(row[0])))
                        for one, value in zip(columns, row[1:], strict=True)
                    },
                }
                for row in rows
            ]
            op.get_bind().execute(update, changed)


def _batches(table: sa.TableClause, key: str, columns: list[str]) -> Iterator[list[sa.Row]]:
    after = None
    while True:
        question = sa.select(table.c[key], *(table.c[one] for one in columns))
        question = question.where(sa.or_(*(table.c[one].is_not(None) for one in columns)))
        if after is not None:
            question = question.where(table.c[key] > after)
        found = list(op.get_bind().execute(question.order_by(table.c[key]).limit(BATCH)))
        if not found:
            return
        yield found
        after = found[-1][0]


class _Bytes(sa.types.UserDefinedType[bytes]):
    """Bytes as they stand; of a damaged value that SQLite keeps as text, its letters."""

    cache_ok = True

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Callable[[object], bytes | None]:
        """Anything that stands there as bytes."""
        return lambda value: value if value is None or isinstance(value, bytes) else str(value).encode()
