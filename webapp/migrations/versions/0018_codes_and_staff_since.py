"""A confirmed link asks for a code; who works where has a beginning; a phone knows when it last sent anything."""

import sqlalchemy as sa
from alembic import op

import webapp.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_MOMENT = webapp.db.Moment(timezone=True)
_STAFF = {"shelter_staff": "shelter", "facility_staff": "facility"}


def upgrade() -> None:
    """Apply. A link that one person confirmed without a code is made again.

    Staff of another organisation is staff since the account exists: who moved before this release is chosen again.
    """
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("code_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("wrong_codes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_foreign_key("fk_invitation_confirmed_by", "app_user", ["confirmed_by"], ["id"])
    op.execute("update invitation set confirmed_at = null where invited_by is not null and used_at is null")
    op.execute(
        "update invitation set confirmed_by = (select decided_by from access_proposal where outcome = 'confirmed'"
        " and invitation_id = invitation.id limit 1) where used_at is not null"
    )
    for staff, place in _STAFF.items():
        with op.batch_alter_table(staff, schema=None) as batch_op:
            batch_op.add_column(sa.Column("since", _MOMENT, nullable=True))
        op.execute(_since(staff, place))
        with op.batch_alter_table(staff, schema=None) as batch_op:
            batch_op.alter_column("since", existing_type=_MOMENT, nullable=False)
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sent_at", _MOMENT, nullable=True))
    op.execute("update device set sent_at = (select max(received_at) from receipt where receipt.device = device.id)")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("sent_at")
    for staff in _STAFF:
        with op.batch_alter_table(staff, schema=None) as batch_op:
            batch_op.drop_column("since")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint("fk_invitation_confirmed_by", type_="foreignkey")
        for name in ("wrong_codes", "code_hash", "confirmed_by"):
            batch_op.drop_column(name)


def _since(staff: str, place: str) -> str:
    return (
        f"update {staff} set since = (select case when person.organisation_id = place.organisation_id"  # noqa: S608 our own
        " then coalesce(person.placed_at, person.created_at) else person.created_at end"
        f" from app_user person, {place} place where person.id = {staff}.user_id and place.id = {staff}.{place}_id)"
    )
