"""Notes not saved yet, and outcomes of aftercare, are counted in an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

_UNSAVED = sa.text("erased_at IS NULL AND saved_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_clinical_note_unsaved",
        "clinical_note",
        ["author_id", "organisation_id", "erase_on"],
        sqlite_where=_UNSAVED,
        postgresql_where=_UNSAVED,
    )
    op.drop_index("ix_support_end_region", "support_end")
    op.create_index("ix_support_end_region", "support_end", ["region_id", "ended_on", "outcome", "settled_on"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_support_end_region", "support_end")
    op.create_index("ix_support_end_region", "support_end", ["region_id", "ended_on"])
    op.drop_index("ix_clinical_note_unsaved", "clinical_note")
