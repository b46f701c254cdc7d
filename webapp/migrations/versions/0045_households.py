"""People who belong together, and who of them come along to a bed."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_NOT_COME = sa.text("name IS NOT NULL AND came_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "household_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("left_by", sa.Uuid(), nullable=True),
        sa.Column("left_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["left_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_household_member_client", "household_member", ["client_id", "left_at"])
    op.create_index("ix_household_member_household", "household_member", ["household_id", "left_at"])
    op.create_table(
        "bed_companion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in ("request_id", "stay_id", "client_id")),
        sa.Column("name", Sealed(), nullable=True),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("came_at", Moment(), nullable=True),
        sa.Column("left_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["bed_request.id"]),
        sa.ForeignKeyConstraint(["stay_id"], ["bed_stay.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bed_companion_request", "bed_companion", ["request_id"])
    op.create_index("ix_bed_companion_stay", "bed_companion", ["stay_id"])
    op.create_index("ix_bed_companion_client", "bed_companion", ["client_id", "night"])
    op.create_index(
        "ix_bed_companion_named",
        "bed_companion",
        ["region_id", "night"],
        sqlite_where=_NOT_COME,
        postgresql_where=_NOT_COME,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("bed_companion")
    op.drop_table("household_member")
