"""How many places there are from which date stands in one table, for whatever has places."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unit_places",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("unit_id", "from_date"),
    )
    op.execute(
        "insert into unit_places (unit_id, from_date, region_id, places)"
        " select places.facility_id, places.from_date, facility.region_id, places.places"
        " from facility_places places join facility on facility.id = places.facility_id"
    )
    op.drop_table("facility_places")


def downgrade() -> None:
    """Take back."""
    op.create_table(
        "facility_places",
        sa.Column("facility_id", sa.Uuid(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["facility_id"], ["facility.id"]),
        sa.PrimaryKeyConstraint("facility_id", "from_date"),
    )
    op.execute(
        "insert into facility_places (facility_id, from_date, places)"
        " select unit_id, from_date, places from unit_places where unit_id in (select id from facility)"
    )
    op.drop_table("unit_places")
