"""stays, closed beds, and what was offered when a bed was refused."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import webapp.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAMED = sa.text("name IS NOT NULL OR note IS NOT NULL")
_OPEN = sa.text("left_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bed_closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["category_id"], ["bed_category.id"]),
        sa.ForeignKeyConstraint(["closed_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["opened_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bed_closure", schema=None) as batch_op:
        batch_op.create_index("ix_bed_closure_category_ended", ["category_id", "ended"], unique=False)

    op.create_table(
        "bed_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("moved_from", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("name", webapp.db.Sealed(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("arrived_at", webapp.db.Moment(timezone=True), nullable=False),
        sa.Column("expected_departure", sa.Date(), nullable=True),
        sa.Column("own_contribution", sa.Integer(), nullable=True),
        sa.Column("left_at", webapp.db.Moment(timezone=True), nullable=True),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["bed_category.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["entered_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["moved_from"], ["bed_stay.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["bed_request.id"]),
        sa.ForeignKeyConstraint(["shelter_id"], ["shelter.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("moved_from"),
        sa.UniqueConstraint("request_id"),
    )
    with op.batch_alter_table("bed_stay", schema=None) as batch_op:
        batch_op.create_index("ix_bed_stay_category_ended", ["category_id", "ended"], unique=False)
        batch_op.create_index(batch_op.f("ix_bed_stay_region_id"), ["region_id"], unique=False)
        batch_op.create_index("ix_bed_stay_shelter_arrived", ["shelter_id", "arrived_at"], unique=False)
        batch_op.create_index(
            "ux_bed_stay_client_open", ["client_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        )

    # A refusal from before this list was kept says nothing about what was offered: ''.
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("alternative", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("extended_at", webapp.db.Moment(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_bed_request_named",
            ["region_id", "night"],
            unique=False,
            sqlite_where=_NAMED,
            postgresql_where=_NAMED,
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("bed_request", schema=None) as batch_op:
        batch_op.drop_index("ix_bed_request_named", sqlite_where=_NAMED, postgresql_where=_NAMED)
        batch_op.drop_column("extended_at")
        batch_op.drop_column("alternative")
    op.drop_table("bed_stay")
    op.drop_table("bed_closure")
