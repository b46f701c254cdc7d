"""Huren onder voorwaarden."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment
from webapp.sealed import Sealed

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "conditional_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["desk_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_conditional_terms_region", "conditional_terms", ["region_id", "set_at", "id"])
    op.create_table(
        "conditional_tenancy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("landlord", sa.String(), nullable=False),
        sa.Column("address", Sealed(), nullable=False),
        sa.Column("note", Sealed(), nullable=False),
        sa.Column("residents", sa.Integer(), nullable=False),
        sa.Column("reported_by", sa.Uuid(), nullable=False),
        sa.Column("reported_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["desk_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["reported_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(f"ix_conditional_tenancy_{name}", "conditional_tenancy", columns)


_INDEXES = {
    "desk": ["desk_id", "reported_at", "id"],
    "desk_state": ["desk_id", "state", "moved_at", "id"],
    "ours": ["organisation_id", "reported_at", "id"],
    "ours_state": ["organisation_id", "state", "moved_at", "id"],
    "client": ["client_id", "reported_at", "id"],
    "reached": ["region_id", "reached_on"],
    "term": ["erased", "ended_on"],
}


def downgrade() -> None:
    """Take back."""
    op.drop_table("conditional_tenancy")
    op.drop_table("conditional_terms")
