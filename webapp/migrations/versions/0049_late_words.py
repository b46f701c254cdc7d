"""What a phone says about a client too late, and which is no contact."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

_UNSEEN = sa.text("seen_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "late_word",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", Sealed(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("came_at", Moment(), nullable=False),
        sa.Column("known_until", Moment(), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["seen_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_late_word_client_id", "late_word", ["client_id"])
    op.create_index(
        "ix_late_word_unseen",
        "late_word",
        ["region_id", "came_at"],
        sqlite_where=_UNSEEN,
        postgresql_where=_UNSEEN,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("late_word")
