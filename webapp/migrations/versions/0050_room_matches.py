"""Matches of a room and a youth, and personal links by which people answer without an account."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "personal_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True), nullable=True),
        sa.Column("used_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("personal_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_link_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index("ix_personal_link_subject", ["subject_id", "purpose", "party"], unique=False)

    op.create_table(
        "room_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=True),
        sa.Column("opens_at", Moment(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("released_at", Moment(timezone=True), nullable=True),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["room_request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("room_match", schema=None) as batch_op:
        batch_op.create_index(
            "ix_room_match_due",
            ["region_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('proposal', 'introduction', 'thinking', 'contract')"),
            postgresql_where=sa.text("state IN ('proposal', 'introduction', 'thinking', 'contract')"),
        )
        batch_op.create_index(
            "ix_room_match_held",
            ["region_id", "id"],
            unique=False,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.create_index("ix_room_match_listed", ["region_id", "proposed_at", "id"], unique=False)
        batch_op.create_index(
            "ix_room_match_no",
            ["region_id", "request_id", "room_id"],
            unique=False,
            sqlite_where=sa.text("state = 'no'"),
            postgresql_where=sa.text("state = 'no'"),
        )
        batch_op.create_index(
            "ix_room_match_opens",
            ["opens_at"],
            unique=False,
            sqlite_where=sa.text("opens_at IS NOT NULL"),
            postgresql_where=sa.text("opens_at IS NOT NULL"),
        )
        batch_op.create_index("ix_room_match_request", ["request_id", "proposed_at"], unique=False)
        batch_op.create_index("ix_room_match_room", ["room_id", "proposed_at"], unique=False)
        batch_op.create_index("ix_room_match_state", ["region_id", "state", "proposed_at", "id"], unique=False)
        batch_op.create_index(
            "ux_room_match_request",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.create_index(
            "ux_room_match_room",
            ["room_id"],
            unique=True,
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )

    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_by", sa.Uuid(), nullable=True))

    with op.batch_alter_table("room_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_by", sa.Uuid(), nullable=True))

    with op.batch_alter_table("taken", schema=None) as batch_op:
        batch_op.add_column(sa.Column("link_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("taken", schema=None) as batch_op:
        batch_op.drop_column("link_id")

    with op.batch_alter_table("room_request", schema=None) as batch_op:
        batch_op.drop_column("held_by")

    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("held_by")

    with op.batch_alter_table("room_match", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_room_match_room",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.drop_index(
            "ux_room_match_request",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.drop_index("ix_room_match_state")
        batch_op.drop_index("ix_room_match_room")
        batch_op.drop_index("ix_room_match_request")
        batch_op.drop_index(
            "ix_room_match_opens",
            sqlite_where=sa.text("opens_at IS NOT NULL"),
            postgresql_where=sa.text("opens_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_room_match_no", sqlite_where=sa.text("state = 'no'"), postgresql_where=sa.text("state = 'no'")
        )
        batch_op.drop_index("ix_room_match_listed")
        batch_op.drop_index(
            "ix_room_match_held",
            sqlite_where=sa.text("released_at IS NULL"),
            postgresql_where=sa.text("released_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_room_match_due",
            sqlite_where=sa.text("state IN ('proposal', 'introduction', 'thinking', 'contract')"),
            postgresql_where=sa.text("state IN ('proposal', 'introduction', 'thinking', 'contract')"),
        )

    op.drop_table("room_match")
    with op.batch_alter_table("personal_link", schema=None) as batch_op:
        batch_op.drop_index("ix_personal_link_subject")
        batch_op.drop_index(batch_op.f("ix_personal_link_expires_at"))

    op.drop_table("personal_link")
