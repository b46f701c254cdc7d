"""Screening, leads, a host's own page and the terms of hosts; rooms whose host was called are on offer as before."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Sealed, Words

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

_OPEN = {
    "ix_host_screening_visitor": ("host_screening", ["visitor_id"], sa.text("visit_open")),
    "ix_host_screening_parked": ("host_screening", ["region_id", "parked_until"], sa.text("parked_until IS NOT NULL")),
    "ix_host_screening_look": ("host_screening", ["region_id", "next_look_on"], sa.text("next_look_on IS NOT NULL")),
    "ix_host_help_open": ("host_help", ["region_id", "asked_at"], sa.text("answered_at IS NULL")),
    "ix_host_kept": ("host", ["region_id", "created_at"], sa.text("erased_at IS NULL")),
}
HOST = sa.table(
    "host", sa.column("id", sa.Uuid()), sa.column("screened_at", Moment()), sa.column("created_at", Moment())
)
ROOM = sa.table("room", sa.column("host_id", sa.Uuid()), sa.column("state", sa.String()))
EVENT = sa.table(
    "room_event",
    *(sa.column(name, sa.String()) for name in ("state", "before")),
    *(sa.column(name, sa.Uuid()) for name in ("by", "region_id")),
)
USER = sa.table("app_user", sa.column("id", sa.Uuid()), sa.column("region_id", sa.Uuid()))


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("host_signup_draft") as batch_op:
        for name in ("code_hash", "link_hash"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
            batch_op.create_unique_constraint(f"uq_host_signup_draft_{name}", [name])
    with op.batch_alter_table("host") as batch_op:
        for name in ("screened_at", "email_confirmed_at", "withdrawn_at", "erased_at"):
            batch_op.add_column(sa.Column(name, Moment(timezone=True), nullable=True))
    with op.batch_alter_table("room_event") as batch_op:
        batch_op.alter_column("by", existing_type=sa.Uuid(), nullable=True)
    with op.batch_alter_table("room_programme") as batch_op:
        batch_op.add_column(sa.Column("kept_months", sa.Integer(), nullable=False, server_default="24"))
        batch_op.add_column(sa.Column("withdrawn_kept_weeks", sa.Integer(), nullable=False, server_default="6"))
    with op.batch_alter_table("room_programme") as batch_op:
        for name in ("kept_months", "withdrawn_kept_weeks"):
            batch_op.alter_column(name, server_default=None)
    op.create_table(
        "host_screening",
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("visitor_id", sa.Uuid(), nullable=True),
        sa.Column("visit_at", Moment(timezone=True), nullable=True),
        sa.Column("visit_where", Sealed(), nullable=True),
        sa.Column("visit_open", sa.Boolean(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("next_look_on", sa.Date(), nullable=True),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("park_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["visitor_id"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("host_id"),
    )
    op.create_table(
        "host_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("checks", Words(), nullable=False),
        sa.Column("lives_alone", sa.Boolean(), nullable=True),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.Column("reference_on", sa.Date(), nullable=True),
        sa.Column("consent", sa.String(), nullable=True),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("withdrawn_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_host_visit_host", "host_visit", ["host_id", "on"])
    op.create_table(
        "host_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("ends_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_host_link_host_id", "host_link", ["host_id"])
    op.create_index("ix_host_link_ends_at", "host_link", ["ends_at"])
    op.create_table(
        "host_help",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("words", Sealed(), nullable=True),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_host_help_host_id", "host_help", ["host_id"])
    op.create_table(
        "room_lead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", Sealed(), nullable=True),
        sa.Column("phone", Sealed(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["created_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_room_lead_open", "room_lead", ["region_id", "outcome", "created_at"])
    op.create_index("ix_room_lead_own", "room_lead", ["created_by", "created_at"])
    for name, (table, columns, where) in _OPEN.items():
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
    called = sa.select(ROOM.c.host_id).where(ROOM.c.state == "called", ROOM.c.host_id.is_not(None))
    op.execute(sa.update(HOST).where(HOST.c.id.in_(called)).values(screened_at=HOST.c.created_at))
    _rename("called", "screened")


def downgrade() -> None:
    """Take back."""
    _rename("screened", "called")
    for name, (table, _columns, _where) in _OPEN.items():
        op.drop_index(name, table)
    for name in ("room_lead", "host_help", "host_link", "host_visit", "host_screening"):
        op.drop_table(name)
    with op.batch_alter_table("room_programme") as batch_op:
        for name in ("withdrawn_kept_weeks", "kept_months"):
            batch_op.drop_column(name)
    # A host's own step had no place before: it becomes one of somebody of the region, so that what was said stays.
    somebody = (
        sa.select(USER.c.id).where(USER.c.region_id == EVENT.c.region_id).order_by(USER.c.id).limit(1).scalar_subquery()
    )
    op.execute(sa.update(EVENT).where(EVENT.c.by.is_(None)).values(by=somebody))
    op.execute(sa.delete(EVENT).where(EVENT.c.by.is_(None)))
    with op.batch_alter_table("room_event") as batch_op:
        batch_op.alter_column("by", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("host") as batch_op:
        for name in ("erased_at", "withdrawn_at", "email_confirmed_at", "screened_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("host_signup_draft") as batch_op:
        for name in ("link_hash", "code_hash"):
            batch_op.drop_constraint(f"uq_host_signup_draft_{name}", type_="unique")
            batch_op.drop_column(name)


def _rename(state: str, to: str) -> None:
    """Rooms in a state, their steps to it, and the way back to it of rooms that rest now."""
    op.execute(sa.update(ROOM).where(ROOM.c.state == state).values(state=to))
    op.execute(sa.update(EVENT).where(EVENT.c.before == state).values(before=to))
    op.execute(sa.update(EVENT).where(EVENT.c.state == state).values(state=to))
