"""A receipt belongs to its user; what followed another's or another kind's id is undone.

Until now the id alone was the key of a receipt, so a refused operation could take the id of any record, and who
named that record was led to somebody else's. Refused receipts with the id of a record go; marks of a repair by
another user, or of another kind, are taken off.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ACCEPTED = sa.text("status = 'accepted'")
_REFUSED = sa.text("status <> 'accepted' and replaced_by is null")
_NO_RECORDS = {"receipt", "submission"}
_NAMING = {"pk": "pk_%(table_name)s"}

_DROP = "delete from receipt where status <> 'accepted' and id in (select id from {table})"
_UNMARK = """
update receipt set {column} = null where {column} is not null and exists (
  select 1 from receipt other where other.id = receipt.{column}
  and (other.user_id <> receipt.user_id or (other.kind <> receipt.kind and '' not in (other.kind, receipt.kind))))
"""
_UNMARK_LOST = """
update receipt set replaced_by = null where replaced_by is not null
and not exists (select 1 from receipt other where other.id = receipt.replaced_by)
"""
_UNMARK_RECORDS = """
update receipt set replaces = null where replaces in (select id from {table})
and not exists (select 1 from receipt other where other.id = receipt.replaces)
"""


def upgrade() -> None:
    """Apply."""
    connection = op.get_bind()
    for table in _tables_of_records(connection):
        connection.execute(sa.text(_DROP.format(table=table)))
        connection.execute(sa.text(_UNMARK_RECORDS.format(table=table)))
    for column in ("replaces", "replaced_by"):
        connection.execute(sa.text(_UNMARK.format(column=column)))
    connection.execute(sa.text(_UNMARK_LOST))
    _set_key(["user_id", "id"])
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_user_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_replaced_by"))
        batch_op.create_index(
            "uq_receipt_accepted", ["id"], unique=True, sqlite_where=_ACCEPTED, postgresql_where=_ACCEPTED
        )
        batch_op.create_index(
            "ix_receipt_refused", ["user_id", "received_at"], sqlite_where=_REFUSED, postgresql_where=_REFUSED
        )


def downgrade() -> None:
    """Take back. Of an id that several users used, the accepted receipt is kept, or the first."""
    op.get_bind().execute(
        sa.text(
            "delete from receipt where exists (select 1 from receipt other where other.id = receipt.id"
            " and other.user_id <> receipt.user_id and (other.status = 'accepted' or"
            " (receipt.status <> 'accepted' and other.user_id < receipt.user_id)))"
        )
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index("ix_receipt_refused")
        batch_op.drop_index("uq_receipt_accepted")
        batch_op.create_index(batch_op.f("ix_receipt_replaced_by"), ["replaced_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_user_id"), ["user_id"], unique=False)
    _set_key(["id"])


def _tables_of_records(connection: sa.Connection) -> list[str]:
    """Every table whose key is one id."""
    inspector = sa.inspect(connection)
    found = []
    for table in sorted(set(inspector.get_table_names()) - _NO_RECORDS):
        keys = inspector.get_pk_constraint(table)["constrained_columns"]
        kind = next((column["type"] for column in inspector.get_columns(table) if column["name"] == "id"), None)
        if keys == ["id"] and isinstance(kind, (sa.Uuid, sa.CHAR)):
            found.append(table)
    return found


def _set_key(columns: list[str]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("receipt_pkey", "receipt", type_="primary")
        op.create_primary_key("receipt_pkey", "receipt", columns)
        return
    with op.batch_alter_table("receipt", schema=None, naming_convention=_NAMING) as batch_op:
        batch_op.drop_constraint("pk_receipt", type_="primary")
        batch_op.create_primary_key("pk_receipt", columns)
