"""One client, one place to sleep: the nights of every client in a bed or in respite stand in one table."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from webapp import clock
from webapp.db import Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_OPEN = sa.text("until IS NULL")
_NOT_LEFT = sa.text("left_on IS NULL")
_WHO = ("id", "region_id", "client_id")

_bed = sa.table(
    "bed_stay",
    *(sa.column(name, sa.Uuid()) for name in _WHO),
    sa.column("arrived_at", Moment),
    sa.column("left_at", Moment),
)
_respite = sa.table(
    "respite_stay",
    *(sa.column(name, sa.Uuid()) for name in _WHO),
    *(sa.column(name, sa.Date()) for name in ("arrived_on", "left_on")),
    sa.column("undone_at", Moment),
)


def upgrade() -> None:
    """Apply."""
    made = op.create_table(
        "lodging",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("kind", "stay_id"),
    )
    rows = _once_open([*_nights_in_beds(), *_nights_in_respite()])
    if rows:
        op.bulk_insert(made, rows)
    op.create_index("ix_lodging_client_until", "lodging", ["client_id", "until"])
    op.create_index(
        "ux_lodging_client_open", "lodging", ["client_id"], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
    op.drop_index("ux_respite_stay_client_open", "respite_stay")


def downgrade() -> None:
    """Take back."""
    op.create_index(
        "ux_respite_stay_client_open",
        "respite_stay",
        ["client_id"],
        unique=True,
        sqlite_where=_NOT_LEFT,
        postgresql_where=_NOT_LEFT,
    )
    op.drop_table("lodging")


def _nights_in_beds() -> Iterator[dict[str, Any]]:
    for stay in op.get_bind().execute(sa.select(_bed).where(_bed.c.client_id.is_not(None))):
        until = clock.local(stay.left_at).date() if stay.left_at else None
        yield _row("bed", stay, clock.night_of(stay.arrived_at), until)


def _nights_in_respite() -> Iterator[dict[str, Any]]:
    known = _respite.c.client_id.is_not(None) & _respite.c.undone_at.is_(None)
    for stay in op.get_bind().execute(sa.select(_respite).where(known)):
        yield _row("respite", stay, stay.arrived_on, stay.left_on)


def _row(kind: str, stay: Any, since: Any, until: Any) -> dict[str, Any]:
    who = {"region_id": stay.region_id, "client_id": stay.client_id}
    return {"kind": kind, "stay_id": stay.id, **who, "since": since, "until": until}


def _once_open(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who is written down in two places still sleeps where they came last; the other ended when that began."""
    last: dict[Any, dict[str, Any]] = {}
    for row in sorted((row for row in rows if row["until"] is None), key=lambda row: row["since"]):
        if before := last.get(row["client_id"]):
            before["until"] = row["since"]
        last[row["client_id"]] = row
    return rows
