"""What was answered about a record is a row of its own; a question to a partner region is the first that has them."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = webapp.db.Moment(timezone=True)
TAKEN = sa.table(
    "taken",
    *(sa.column(name, sa.Uuid()) for name in ("region_id", "subject_id", "id", "organisation_id", "by")),
    *(sa.column(name, sa.String()) for name in ("kind", "step", "answer", "party", "reason")),
    sa.column("at", MOMENT),
)
OVERFLOW = sa.table(
    "overflow",
    *(sa.column(name, sa.Uuid()) for name in ("id", "region_id")),
    sa.column("state", sa.String()),
    *(sa.column(f"{act}_by", sa.Uuid()) for act in ("answered", "moved", "arrived", "cancelled")),
    *(sa.column(f"{act}_at", MOMENT) for act in ("answered", "moved", "arrived", "cancelled")),
)
USER = sa.table("app_user", sa.column("id", sa.Uuid()), sa.column("organisation_id", sa.Uuid()))
ACTS = {
    "offered": "answered",
    "refused": "answered",
    "moving": "moved",
    "arrived": "arrived",
    "cancelled": "cancelled",
}
"""Answer, which was also the state it led to → the columns that told of it."""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "taken",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["by"], ["app_user.id"]),
        sa.PrimaryKeyConstraint("region_id", "subject_id", "id"),
    )
    connection = op.get_bind()
    organisations = dict(connection.execute(sa.select(USER.c.id, USER.c.organisation_id)).all())
    rows = [row for asked in connection.execute(sa.select(OVERFLOW)).mappings() for row in _taken(asked, organisations)]
    if rows:
        connection.execute(sa.insert(TAKEN), rows)
    with op.batch_alter_table("overflow", schema=None) as batch_op:
        for column in OVERFLOW.c:
            if column.name not in ("id", "region_id"):
                batch_op.drop_column(column.name)


def _taken(asked, organisations):
    """The answers that the columns of one question told of, in order."""
    step, answered = "asked", "refused" if asked["state"] == "refused" else "offered"
    for word in (answered, "moving", "arrived", "cancelled"):
        by = asked[f"{ACTS[word]}_by"]
        if by is None:
            continue
        yield {
            "region_id": asked["region_id"],
            "subject_id": asked["id"],
            "id": webapp.db.new_id(),
            "organisation_id": organisations[by],
            "kind": "overflow",
            "step": step,
            "answer": word,
            "party": "asker" if word in ("moving", "cancelled") else "partner",
            "reason": "",
            "by": by,
            "at": asked[f"{ACTS[word]}_at"],
        }
        step = word


def downgrade() -> None:
    """Take back. An answer that was itself taken back is lost."""
    with op.batch_alter_table("overflow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(), nullable=False, server_default="asked"))
        for act in ("answered", "moved", "arrived", "cancelled"):
            batch_op.add_column(sa.Column(f"{act}_by", sa.Uuid(), nullable=True))
            batch_op.add_column(sa.Column(f"{act}_at", MOMENT, nullable=True))
            batch_op.create_foreign_key(f"fk_overflow_{act}_by", "app_user", [f"{act}_by"], ["id"])
    connection = op.get_bind()
    rows = connection.execute(sa.select(TAKEN).where(TAKEN.c.kind == "overflow").order_by(TAKEN.c.at, TAKEN.c.id))
    held = {}
    for row in rows.mappings():
        kept = held.setdefault(row["subject_id"], [])
        if row["answer"] == "take_back":
            kept.remove(next(one for one in reversed(kept) if one["step"] == row["step"]))
        else:
            kept.append(row)
    for subject, kept in held.items():
        told = {f"{ACTS[one['answer']]}_{name}": one[name] for one in kept for name in ("by", "at")}
        state = kept[-1]["answer"] if kept else "asked"
        connection.execute(sa.update(OVERFLOW).where(OVERFLOW.c.id == subject).values(state=state, **told))
    op.drop_table("taken")
