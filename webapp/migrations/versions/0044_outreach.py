"""Outreach to youths, a worker's own calendar, and whose a follow-up was, for a week of some time ago."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0044"
down_revision = "0043"
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
    op.create_table(
        "meeting_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "municipality", "times", "note")),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("visited_at", Moment(timezone=True), nullable=True),
        sa.Column("visited_by", sa.Uuid(), nullable=True),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["visited_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_place_organisation", "meeting_place", ["organisation_id", "ended_on"])
    op.create_table(
        "place_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["place_id"], ["meeting_place.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_place_visit_place", "place_visit", ["place_id", "at"])
    op.create_table(
        "outreach_course",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["started_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_id"),
    )
    op.create_index("ix_outreach_course_region", "outreach_course", ["region_id", "began_on", "id"])
    op.create_index("ix_outreach_course_organisation", "outreach_course", ["organisation_id", "began_on"])
    op.create_table(
        "outreach_target",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("region_id", "year"),
    )
    op.create_table(
        "ethos_count",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("region_id", "day"),
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
    for name in ("ethos_count", "outreach_target", "outreach_course", "place_visit", "meeting_place", "calendar_feed"):
        op.drop_table(name)
