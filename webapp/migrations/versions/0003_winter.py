"""winter."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cold_activation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("begins_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("end_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"],
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
    )
    with op.batch_alter_table("cold_activation", schema=None) as batch_op:
        batch_op.create_index("ix_cold_activation_region_ends", ["region_id", "ends_at"], unique=False)

    op.create_table(
        "cold_rule",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["set_by"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("region_id"),
    )
    op.create_table(
        "cold_beds",
        sa.Column("activation_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activation_id"],
            ["cold_activation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["bed_category.id"],
        ),
        sa.PrimaryKeyConstraint("activation_id", "category_id"),
    )
    with op.batch_alter_table("cold_beds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cold_beds_category_id"), ["category_id"], unique=False)

    op.create_table(
        "no_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=False),
        sa.Column("told_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("undone_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["bed_request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["told_by"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("no_place", schema=None) as batch_op:
        batch_op.create_index("ix_no_place_region_night", ["region_id", "night"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("no_place", schema=None) as batch_op:
        batch_op.drop_index("ix_no_place_region_night")

    op.drop_table("no_place")
    with op.batch_alter_table("cold_beds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cold_beds_category_id"))

    op.drop_table("cold_beds")
    op.drop_table("cold_rule")
    with op.batch_alter_table("cold_activation", schema=None) as batch_op:
        batch_op.drop_index("ix_cold_activation_region_ends")

    op.drop_table("cold_activation")
