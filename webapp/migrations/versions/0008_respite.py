"""Respite houses and small homes: places by date, guests, visitors of a week, the month in numbers."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "facility",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("longest_days", sa.Integer(), nullable=False),
        sa.Column("visitors_target", sa.Integer(), nullable=True),
        sa.Column("created_at", webapp.db.Moment(timezone=True), nullable=False),
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
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_region_id"), ["region_id"], unique=False)

    op.create_table(
        "facility_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("facility_id", sa.Uuid(), nullable=False),
        sa.Column("metric", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
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
        sa.UniqueConstraint("facility_id", "metric", "period", "version"),
    )
    op.create_table(
        "facility_places",
        sa.Column("facility_id", sa.Uuid(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
        ),
        sa.PrimaryKeyConstraint("facility_id", "from_date"),
    )
    op.create_table(
        "facility_staff",
        sa.Column("facility_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("facility_id", "user_id"),
    )
    with op.batch_alter_table("facility_staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_staff_user_id"), ["user_id"], unique=False)

    op.create_table(
        "respite_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("facility_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("name", webapp.db.Sealed(), nullable=True),
        sa.Column("referrer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("expected_until", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("left_by", sa.Uuid(), nullable=True),
        sa.Column("left_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("undone_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["app_user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facility.id"],
        ),
        sa.ForeignKeyConstraint(
            ["left_by"],
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
    with op.batch_alter_table("respite_stay", schema=None) as batch_op:
        batch_op.create_index("ix_respite_stay_facility_left", ["facility_id", "left_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_respite_stay_region_id"), ["region_id"], unique=False)
        batch_op.create_index(
            "ux_respite_stay_client_open",
            ["client_id"],
            unique=True,
            sqlite_where=sa.text("left_on IS NULL"),
            postgresql_where=sa.text("left_on IS NULL"),
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("respite_stay", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_respite_stay_client_open",
            sqlite_where=sa.text("left_on IS NULL"),
            postgresql_where=sa.text("left_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_respite_stay_region_id"))
        batch_op.drop_index("ix_respite_stay_facility_left")

    op.drop_table("respite_stay")
    with op.batch_alter_table("facility_staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facility_staff_user_id"))

    op.drop_table("facility_staff")
    op.drop_table("facility_places")
    op.drop_table("facility_figure")
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_facility_region_id"))

    op.drop_table("facility")
