"""Referrals: a person is sent to a place, and whether they arrived comes back."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('sent', 'accepted')")
_WAITS = sa.text("state = 'sent' AND to_organisation_id IS NOT NULL")
_INDEXES = (
    ("ix_referral_sent", ["organisation_id", "sent_at", "id"], None),
    ("ix_referral_received", ["to_organisation_id", "sent_at", "id"], None),
    ("ix_referral_client", ["client_id", "sent_at"], None),
    ("ix_referral_open", ["organisation_id", "moved_at"], _OPEN),
    ("ix_referral_waits", ["to_organisation_id", "sent_at"], _WAITS),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("to_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["street_contact.id"]),
        sa.ForeignKeyConstraint(["entry_id"], ["directory_entry.id"]),
        sa.ForeignKeyConstraint(["to_organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["sent_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns, such in _INDEXES:
        op.create_index(name, "referral", columns, sqlite_where=such, postgresql_where=such)


def downgrade() -> None:
    """Take back."""
    for name, *_rest in _INDEXES:
        op.drop_index(name, "referral")
    op.drop_table("referral")
