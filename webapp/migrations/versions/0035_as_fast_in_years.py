"""Indexes of what is open in beds; whether proposals of rooms are still true is one small read."""

import sqlalchemy as sa
from alembic import op

from webapp.db import new_id

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

REGION = sa.table("region", sa.column("id", sa.Uuid()))
LISTS = sa.table("room_lists", sa.column("region_id", sa.Uuid()), sa.column("version", sa.Uuid()))
_GRANTED, _HELD = sa.text("granted IS NOT NULL"), sa.text("state = 'held'")
_BEFORE = (
    ("ix_bed_count_category_id", "bed_count", ["category_id"]),
    ("ix_bed_request_category_granted", "bed_request", ["category_id", "granted"]),
    ("ix_bed_request_region_id", "bed_request", ["region_id"]),
    ("ix_bed_stay_region_id", "bed_stay", ["region_id"]),
)
_SINCE = (
    ("ix_bed_count_category_counted", "bed_count", ["category_id", "counted_at"], None),
    ("ix_bed_request_region_night", "bed_request", ["region_id", "night"], None),
    ("ix_bed_request_category_ended", "bed_request", ["category_id", "ended"], _GRANTED),
    ("ix_bed_request_held", "bed_request", ["organisation_id", "night"], _HELD),
    ("ix_bed_stay_shelter_left", "bed_stay", ["shelter_id", "left_at"], None),
)


def upgrade() -> None:
    """Apply."""
    for name, table, columns, such in _SINCE:
        op.create_index(name, table, columns, sqlite_where=such, postgresql_where=such)
    for name, table, _columns in _BEFORE:
        op.drop_index(name, table)
    op.create_table(
        "room_lists",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("region_id"),
    )
    connection = op.get_bind()
    regions = connection.execute(sa.select(REGION.c.id)).scalars().all()
    if regions:
        connection.execute(LISTS.insert(), [{"region_id": one, "version": new_id()} for one in regions])


def downgrade() -> None:
    """Undo."""
    op.drop_table("room_lists")
    for name, table, columns in _BEFORE:
        op.create_index(name, table, columns)
    for name, table, *_rest in _SINCE:
        op.drop_index(name, table)
