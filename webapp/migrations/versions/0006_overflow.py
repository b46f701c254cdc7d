"""What one region asks of its neighbour for a night."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "overflow",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("needs", webapp.db.Sealed(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("offered", sa.Integer(), nullable=True),
        sa.Column("until", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("report_at", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("transport", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("leaves_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("moved_by", sa.Uuid(), nullable=True),
        sa.Column("moved_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("arrived", sa.Integer(), nullable=True),
        sa.Column("arrived_by", sa.Uuid(), nullable=True),
        sa.Column("arrived_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["arrived_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["moved_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("overflow", schema=None) as batch_op:
        batch_op.create_index("ix_overflow_partner_night", ["partner_id", "night"], unique=False)
        batch_op.create_index("ix_overflow_region_night", ["region_id", "night"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("overflow", schema=None) as batch_op:
        batch_op.drop_index("ix_overflow_region_night")
        batch_op.drop_index("ix_overflow_partner_night")

    op.drop_table("overflow")
