"""A volunteer who goes along with a match, and her visits."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

_ALONG = sa.text("volunteer_id IS NOT NULL AND released_at IS NULL")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("room_match") as table:
        table.add_column(sa.Column("volunteer_id", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_room_match_volunteer", "app_user", ["volunteer_id"], ["id"])
    op.create_index(
        "ix_room_match_volunteer",
        "room_match",
        ["volunteer_id", "proposed_at"],
        sqlite_where=_ALONG,
        postgresql_where=_ALONG,
    )
    op.create_table(
        "match_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("withdrawn_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["match_id"], ["room_match.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_match_visit_match", "match_visit", ["match_id", "on"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("match_visit")
    op.drop_index("ix_room_match_volunteer", "room_match")
    with op.batch_alter_table("room_match") as table:
        table.drop_constraint("fk_room_match_volunteer", type_="foreignkey")
        table.drop_column("volunteer_id")
