"""The programmes of a region, their dated terms, the people on the way to a place, and the homes."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment, Words
from webapp.sealed import Sealed

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_LIVE = sa.text("state = 'open'")
_STAYS = sa.text("until IS NULL AND undone_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisations", Words(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_programme_region", "programme", ["region_id", "ended_on"])

    op.create_table(
        "placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("keeper_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("interim_support", sa.Boolean(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("note", Sealed(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("referred_at", Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("in_line", sa.Boolean(), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("placed_on", sa.Date(), nullable=True),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("parked_for", sa.String(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("followed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["keeper_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["sent_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_placement_client", "placement", ["client_id", "referred_at", "id"])
    op.create_index("ix_placement_ended", "placement", ["region_id", "ended_on", "id"])
    op.create_index("ix_placement_placed", "placement", ["programme_id", "placed_on"])
    op.create_index("ix_placement_kept", "placement", ["keeper_id", "referred_at", "id"])
    op.create_index("ix_placement_line", "placement", ["programme_id", "in_line", "rank", "referred_at", "id"])
    op.create_index("ix_placement_referred", "placement", ["organisation_id", "referred_at", "id"])
    op.create_index("ix_placement_state", "placement", ["keeper_id", "state", "moved_at", "id"])
    op.create_index("ix_placement_waits", "placement", ["keeper_id", "in_line", "referred_at", "id"])

    op.create_table(
        "programme_terms",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("decision_days", sa.Integer(), nullable=False),
        sa.Column("offer_days", sa.Integer(), nullable=False),
        sa.Column("stay_months", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("reasons", Words(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["set_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("programme_id", "from_date"),
    )
    op.create_table(
        "home",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "region_id", "organisation_id", "added_by")),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "name", "municipality", "corporation")),
        sa.Column("address", Sealed(), nullable=False),
        sa.Column("suits", Words(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until_date", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_home_kept", "home", ["organisation_id", "withdrawn_on", "id"])
    op.create_index("ix_home_region", "home", ["region_id", "withdrawn_on"])
    op.create_table(
        "occupation",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "region_id", "unit_id", "placement_id")),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("undone_at", Moment(timezone=True), nullable=True),
        sa.Column("lease_holder", sa.String(), nullable=False),
        sa.Column("turn_over_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["home.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_occupation_client", "occupation", ["client_id", "until"])
    op.create_index("ix_occupation_placement", "occupation", ["placement_id", "since"])
    op.create_index("ix_occupation_unit", "occupation", ["unit_id", "until"])
    _unique("ux_occupation_placement", "occupation", "placement_id", _STAYS)
    op.create_table(
        "unit_offer",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "region_id", "unit_id", "placement_id")),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("lease_holder", sa.String(), nullable=False),
        sa.Column("turn_over_on", sa.Date(), nullable=True),
        sa.Column("coupled", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"]),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["home.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unit_offer_placement", "unit_offer", ["placement_id", "made_at"])
    op.create_index("ix_unit_offer_unit", "unit_offer", ["unit_id", "state", "made_at"])
    _unique("ux_unit_offer_placement", "unit_offer", "placement_id", _LIVE)
    _unique("ux_unit_offer_unit", "unit_offer", "unit_id", _LIVE)


def _unique(name: str, table: str, column: str, where: sa.TextClause) -> None:
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take back."""
    for name in ("unit_offer", "occupation", "home", "programme_terms", "placement", "programme"):
        op.drop_table(name)
