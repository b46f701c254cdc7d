"""A youth's profile, day activity, income and waiting time; the day activity that a region asks."""

import sqlalchemy as sa
from alembic import op

from webapp.sealed import Sealed

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

_WORDS = ("profile_name", "day_activity", "income_kind", "carries_rent")
_DAYS = ("profile_agreed_on", "waiting_since")


def upgrade() -> None:
    """Apply."""
    for name in _WORDS:
        op.add_column("room_request", sa.Column(name, sa.String(), nullable=True))
    for name in _DAYS:
        op.add_column("room_request", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("room_request", sa.Column("profile", Sealed(), nullable=True))
    op.add_column("room_request", sa.Column("profile_version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("room_request", sa.Column("day_hours", sa.Integer(), nullable=True))
    op.add_column("room_programme", sa.Column("day_hours", sa.Integer(), nullable=False, server_default="24"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("room_programme") as batch_op:
        batch_op.drop_column("day_hours")
    with op.batch_alter_table("room_request") as batch_op:
        for name in ("day_hours", "profile_version", "profile", *_DAYS, *_WORDS):
            batch_op.drop_column(name)
