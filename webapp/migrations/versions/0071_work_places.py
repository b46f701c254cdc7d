"""Work places: offers of employers, candidates, and the dated settings of a region."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

_LOOKED = sa.text("state = 'works'")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "work_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_work_offer_kept", "work_offer", ["organisation_id", "made_at", "id"])
    op.create_table(
        "work_placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("wish", Sealed(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("agreed", Sealed(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("look_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["desk_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["offer_id"], ["work_offer.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns in (
        ("desk", ["desk_id", "made_at", "id"]),
        ("desk_state", ["desk_id", "state", "moved_at", "id"]),
        ("ours", ["organisation_id", "made_at", "id"]),
        ("client", ["client_id", "made_at", "id"]),
        ("offer", ["offer_id", "state"]),
        ("first", ["region_id", "first_day"]),
        ("term", ["erased", "ended_on"]),
    ):
        op.create_index(f"ix_work_placement_{name}", "work_placement", columns)
    op.create_index(
        "ix_work_placement_look",
        "work_placement",
        ["desk_id", "look_on", "id"],
        sqlite_where=_LOOKED,
        postgresql_where=_LOOKED,
    )
    op.create_table(
        "work_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["desk_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_work_terms_region", "work_terms", ["region_id", "set_at", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("work_terms")
    op.drop_table("work_placement")
    op.drop_table("work_offer")
