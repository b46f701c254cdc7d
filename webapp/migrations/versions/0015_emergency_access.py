"""Emergency access to a clinical note: who, when, until when and why."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", webapp.db.Sealed(), nullable=False),
        sa.Column("at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("until", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["street_contact.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("emergency_access", schema=None) as batch_op:
        batch_op.create_index("ix_emergency_access_contact_id", ["contact_id"], unique=False)
        batch_op.create_index("ix_emergency_access_at", ["at"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("emergency_access")
