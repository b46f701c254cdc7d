"""A queue of mail."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "mail_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("address", Sealed(), nullable=True),
        sa.Column("address_hash", sa.String(), nullable=False),
        sa.Column("link", Sealed(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("put_off", sa.Integer(), nullable=False),
        sa.Column("waits_for_relay", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mail_letter_address", "mail_letter", ["address_hash", "made_at"])
    op.create_index("ix_mail_letter_due", "mail_letter", ["due_at"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_index("ix_mail_letter_made_at", "mail_letter", ["made_at"])
    op.create_index("ix_mail_letter_trouble", "mail_letter", ["region_id", "state", "made_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("mail_letter")
