"""A clinical note has a day on which it is erased; existing ones stay two weeks at least, so that nurses are warned."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_KEPT = sa.text("erased_at IS NULL")
_INDEXES = {"ix_clinical_note_erase": ["erase_on"], "ix_clinical_note_author": ["author_id", "erase_on"]}
NOTE = sa.table(
    "clinical_note",
    sa.column("contact_id", sa.Uuid()),
    sa.column("written_at", Moment(timezone=True)),
    sa.column("erase_on", sa.Date()),
)
_TERM, _WARNED_FOR = timedelta(days=183), timedelta(days=14)
"""Six months, to the day near enough; a fixed step of the past reads no code of today."""


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clinical_note_months", sa.Integer(), nullable=False, server_default="6"))
    with op.batch_alter_table("clinical_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erase_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("saved_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erased_at", Moment(timezone=True), nullable=True))
    connection, soonest = op.get_bind(), datetime.now(UTC).date() + _WARNED_FOR
    days: dict[date, list] = {}
    for contact_id, written_at in connection.execute(sa.select(NOTE.c.contact_id, NOTE.c.written_at)):
        days.setdefault(max(soonest, (written_at + _TERM).date()), []).append(contact_id)
    for day, ids in days.items():
        set_day = sa.update(NOTE).where(NOTE.c.contact_id == sa.bindparam("note")).values(erase_on=day)
        connection.execute(set_day, [{"note": one} for one in ids])
    with op.batch_alter_table("clinical_note", schema=None) as batch_op:
        batch_op.alter_column("erase_on", existing_type=sa.Date(), nullable=False)
    for name, columns in _INDEXES.items():
        op.create_index(name, "clinical_note", columns, sqlite_where=_KEPT, postgresql_where=_KEPT)


def downgrade() -> None:
    """Take back."""
    for name in _INDEXES:
        op.drop_index(name, "clinical_note")
    with op.batch_alter_table("clinical_note", schema=None) as batch_op:
        for name in ("erased_at", "saved_at", "erase_on"):
            batch_op.drop_column(name)
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_column("clinical_note_months")
