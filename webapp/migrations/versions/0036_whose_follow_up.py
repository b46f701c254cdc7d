"""A follow-up holds whose it is, as its contact has it; words that are erased in time have an index of their own."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_COLUMNS = {"author_id": sa.Uuid(), "client_id": sa.Uuid(), "withdrawn_at": webapp.db.Moment(timezone=True)}
_TABLES = {"author_id": "app_user", "client_id": "client"}
FOLLOW_UP = sa.table("follow_up", sa.column("contact_id", sa.Uuid()), *(sa.column(name) for name in _COLUMNS))
CONTACT = sa.table("street_contact", sa.column("id", sa.Uuid()), *(sa.column(name) for name in _COLUMNS))
_BEFORE = ("region_id", "due_on", "contact_id")
_OPEN_BEFORE = sa.text("done_at IS NULL")
_SINCE = (*_BEFORE, "author_id", "organisation_id", "client_id", "holder_id")
_OPEN = sa.text("done_at IS NULL AND withdrawn_at IS NULL")
_WORDS = sa.text("words IS NOT NULL")
_CARE = sa.text("(note IS NOT NULL OR bed IS NOT NULL OR CAST(needs AS VARCHAR) != '[]')")
_ERASED = (
    ("ix_bed_request_step_words", "bed_request_step", ["at"], _WORDS),
    ("ix_bed_stay_care", "bed_stay", ["left_at"], _CARE),
)


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_follow_up_open", "follow_up")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        for name, kind in _COLUMNS.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    copied = {name: CONTACT.c[name] for name in _COLUMNS}
    op.execute(sa.update(FOLLOW_UP).where(CONTACT.c.id == FOLLOW_UP.c.contact_id).values(copied))
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.alter_column("author_id", existing_type=sa.Uuid(), nullable=False)
        for name, table in _TABLES.items():
            batch_op.create_foreign_key(f"fk_follow_up_{name}", table, [name], ["id"])
    op.create_index("ix_follow_up_open", "follow_up", list(_SINCE), sqlite_where=_OPEN, postgresql_where=_OPEN)
    for name, table, columns, such in _ERASED:
        op.create_index(name, table, columns, sqlite_where=such, postgresql_where=such)


def downgrade() -> None:
    """Take back."""
    for name, table, *_rest in _ERASED:
        op.drop_index(name, table)
    op.drop_index("ix_follow_up_open", "follow_up")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        for name in _TABLES:
            batch_op.drop_constraint(f"fk_follow_up_{name}", type_="foreignkey")
        for name in _COLUMNS:
            batch_op.drop_column(name)
    op.create_index(
        "ix_follow_up_open", "follow_up", list(_BEFORE), sqlite_where=_OPEN_BEFORE, postgresql_where=_OPEN_BEFORE
    )
