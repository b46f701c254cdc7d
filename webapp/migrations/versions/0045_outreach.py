"""A worker's own calendar, and whose a follow-up was, for a week of some time ago."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_HANDED_ON = sa.text("holder_id IS NOT NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("read_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("user_id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_follow_up_author", "follow_up", ["author_id", "due_on"])
    op.create_index(
        "ix_follow_up_holder",
        "follow_up",
        ["holder_id", "due_on"],
        sqlite_where=_HANDED_ON,
        postgresql_where=_HANDED_ON,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_follow_up_holder", "follow_up")
    op.drop_index("ix_follow_up_author", "follow_up")
    op.drop_table("calendar_feed")
