"""Oversight: the log by client, user and region; unusual reading; emergency access that somebody judged."""

import sqlalchemy as sa
from alembic import op

from webapp.db import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_BY = ("client", "user", "region")
_WAITS = sa.text("judged_at IS NULL")
_REFUSED = sa.text("outcome IS NOT NULL")
_OPEN = sa.text("seen_at IS NULL")
_JUDGED = (
    ("judged_at", Moment()),
    ("judged_by", sa.Uuid()),
    ("verdict", sa.String()),
    ("verdict_words", sa.LargeBinary()),
)


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_access_log_client_id", "access_log")
    for name in _BY:
        op.create_index(f"ix_access_log_{name}", "access_log", [f"{name}_id", "at"])
    _partial("ix_access_log_refused", "access_log", ["region_id", "at"], _REFUSED)
    op.create_table(
        "unusual_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("found_at", Moment(), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", Moment(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["user_id"], ["app_user.id"]),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"]),
        sa.ForeignKeyConstraint(["seen_by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unusual_reading_region", "unusual_reading", ["region_id", "last_at"])
    _partial("ix_unusual_reading_open", "unusual_reading", ["region_id", "last_at"], _OPEN)
    op.create_table(
        "oversight_mark",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("through", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.PrimaryKeyConstraint("region_id"),
    )
    with op.batch_alter_table("emergency_access") as table:
        for name, kind in _JUDGED:
            table.add_column(sa.Column(name, kind, nullable=True))
        table.create_foreign_key("fk_emergency_access_judged_by", "app_user", ["judged_by"], ["id"])
    _partial("ix_emergency_access_waiting", "emergency_access", ["region_id", "at"], _WAITS)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_emergency_access_waiting", "emergency_access")
    with op.batch_alter_table("emergency_access") as table:
        table.drop_constraint("fk_emergency_access_judged_by", type_="foreignkey")
        for name, _ in reversed(_JUDGED):
            table.drop_column(name)
    op.drop_table("oversight_mark")
    op.drop_table("unusual_reading")
    op.drop_index("ix_access_log_refused", "access_log")
    for name in reversed(_BY):
        op.drop_index(f"ix_access_log_{name}", "access_log")
    op.create_index("ix_access_log_client_id", "access_log", ["client_id"])
