"""People who belong together, and who of them come along to a bed; a client handed over by name."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_WAITS = sa.text("state = 'proposal'")
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
    op.create_table(
        "client_transfer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("to_organisation_id", sa.Uuid(), nullable=False),
        sa.Column("to_user_id", sa.Uuid(), nullable=True),
        sa.Column("person", Sealed(), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_at", Moment(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["sent_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["taken_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["to_organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["to_user_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_client_transfer_client", "client_transfer", ["client_id", "sent_at"])
    op.create_index("ix_client_transfer_sender", "client_transfer", ["sent_by", "sent_at"])
    op.create_index("ix_client_transfer_receiver", "client_transfer", ["to_user_id", "sent_at"])
    op.create_index(
        "ix_client_transfer_waits",
        "client_transfer",
        ["to_organisation_id", "sent_at"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("client_transfer")
    op.drop_table("bed_companion")
    op.drop_table("household_member")
