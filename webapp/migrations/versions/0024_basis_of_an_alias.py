"""A contact under an alias is not anonymous: it rests on the treatment where a nurse wrote it, else on the Wmo."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_NAMED = "client_id is null and coalesce(alias, '') <> ''"
_BY_A_NURSE = "author_id in (select id from app_user where cast(roles as text) like '%street_nurse%')"


def upgrade() -> None:
    """Apply."""
    op.execute(f"update street_contact set legal_basis = 'wgbo' where {_NAMED} and {_BY_A_NURSE}")  # noqa: S608
    op.execute(f"update street_contact set legal_basis = 'wmo' where {_NAMED} and legal_basis = 'anonymous'")  # noqa: S608


def downgrade() -> None:
    """Take back."""
    op.execute(f"update street_contact set legal_basis = 'anonymous' where {_NAMED}")  # noqa: S608
