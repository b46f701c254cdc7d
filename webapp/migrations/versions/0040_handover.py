"""Sharing for a time, holiday cover and leavers: a working relation may be granted by a colleague."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_GRANTED = sa.text("granted_until IS NOT NULL")
_RUNS = sa.text("ended_at IS NULL")
_UNSEEN = sa.text("seen_at IS NULL")


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("working_relation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("granted_as", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("granted_since", Moment(), nullable=True))
        batch_op.add_column(sa.Column("granted_until", Moment(), nullable=True))
    op.create_index(
        "ix_working_relation_granted",
        "working_relation",
        ["user_id", "client_id"],
        sqlite_where=_GRANTED,
        postgresql_where=_GRANTED,
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["giver_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["receiver_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["ended_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handover_giver", "handover", ["giver_id", "made_at"])
    op.create_index("ix_handover_receiver", "handover", ["receiver_id", "made_at"])
    op.create_index("ix_handover_runs", "handover", ["until"], sqlite_where=_RUNS, postgresql_where=_RUNS)
    op.create_table(
        "handover_client",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.PrimaryKeyConstraint("handover_id", "client_id"),
    )
    op.create_index("ix_handover_client_whom", "handover_client", ["client_id", "handover_id"])
    op.create_table(
        "handover_follow_up",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("holder_before", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["follow_up.contact_id"]),
        sa.ForeignKeyConstraint(["holder_before"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("handover_id", "contact_id"),
    )
    op.create_table(
        "former_organisation",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("left_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("client_id", "organisation_id"),
    )
    op.create_table(
        "late_contact",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("came_at", Moment(), nullable=False),
        sa.Column("known_until", Moment(), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["street_contact.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["author_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["seen_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_index("ix_late_contact_client_id", "late_contact", ["client_id"])
    op.create_index(
        "ix_late_contact_unseen",
        "late_contact",
        ["region_id", "came_at"],
        sqlite_where=_UNSEEN,
        postgresql_where=_UNSEEN,
    )
    op.create_table(
        "last_shift",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "shift_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelter.id"]),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shift_note_team", "shift_note", ["organisation_id", "at"])
    op.create_index("ix_shift_note_at", "shift_note", ["at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_shift_note_at", "shift_note")
    op.drop_index("ix_shift_note_team", "shift_note")
    op.drop_table("shift_note")
    op.drop_table("last_shift")
    op.drop_index("ix_late_contact_unseen", "late_contact")
    op.drop_index("ix_late_contact_client_id", "late_contact")
    op.drop_table("late_contact")
    op.drop_table("former_organisation")
    op.drop_table("handover_follow_up")
    op.drop_index("ix_handover_client_whom", "handover_client")
    op.drop_table("handover_client")
    for name in ("runs", "receiver", "giver"):
        op.drop_index(f"ix_handover_{name}", "handover")
    op.drop_table("handover")
    op.drop_index("ix_working_relation_granted", "working_relation")
    with op.batch_alter_table("working_relation", schema=None) as batch_op:
        for name in ("granted_until", "granted_since", "granted_as"):
            batch_op.drop_column(name)
