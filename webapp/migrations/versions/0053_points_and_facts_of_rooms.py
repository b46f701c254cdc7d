"""Points counts of rooms, and what else is agreed about one: deposit and house rules."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "room_count",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("points", "max_cents", "year")),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        sa.Column("counted_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["counted_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("room_id"),
    )
    op.add_column("room", sa.Column("deposit", sa.Integer(), nullable=True))
    op.add_column("room", sa.Column("house_rules", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("room") as batch_op:
        batch_op.drop_column("house_rules")
        batch_op.drop_column("deposit")
    op.drop_table("room_count")
