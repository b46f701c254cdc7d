"""Lists walk an index from its newest end; one-column indexes that mislead a planner go."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None

_BY_TIME = ("organisation", "author")
_WITHDRAWN = sa.text("withdrawn_at IS NOT NULL")
_STANDS = sa.text("withdrawn_at IS NULL")
_HIDDEN = sa.text("whereabouts = 'hidden'")
_OPEN = sa.text("done_at IS NULL")
_MISLEADING = (
    ("ix_client_region_id", "client", "region_id"),
    ("ix_client_organisation_id", "client", "organisation_id"),
    ("ix_working_relation_region_id", "working_relation", "region_id"),
)


def upgrade() -> None:
    """Apply."""
    for name in _BY_TIME:
        op.drop_index(f"ix_street_contact_{name}", "street_contact")
    for name in ("region", *_BY_TIME):
        columns = [f"{name}_id", "occurred_at", "id"]
        where = {"sqlite_where": _STANDS, "postgresql_where": _STANDS}
        op.create_index(f"ix_street_contact_{name}", "street_contact", columns, **where)
    op.create_index(
        "ix_street_contact_withdrawn",
        "street_contact",
        ["author_id", "withdrawn_at"],
        sqlite_where=_WITHDRAWN,
        postgresql_where=_WITHDRAWN,
    )
    op.drop_index("ix_follow_up_due", "follow_up")
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["region_id", "due_on", "contact_id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_working_relation_latest", "working_relation", ["user_id", "last_at"])
    op.create_index("ix_client_hidden", "client", ["id"], sqlite_where=_HIDDEN, postgresql_where=_HIDDEN)
    for name, table, _ in _MISLEADING:
        op.drop_index(name, table)


def downgrade() -> None:
    """Take back."""
    for name, table, column in _MISLEADING:
        op.create_index(name, table, [column])
    op.drop_index("ix_client_hidden", "client")
    op.drop_index("ix_working_relation_latest", "working_relation")
    op.drop_index("ix_follow_up_open", "follow_up")
    op.create_index("ix_follow_up_due", "follow_up", ["organisation_id", "due_on"])
    for name in ("withdrawn", "region", *_BY_TIME):
        op.drop_index(f"ix_street_contact_{name}", "street_contact")
    for name in _BY_TIME:
        op.create_index(f"ix_street_contact_{name}", "street_contact", [f"{name}_id", "occurred_at"])
