"""The term of a clinical note: months of the region after it was last written (``Region.clinical_note_months``).

Source: DOMAIN, 'exported by the nurse to the record of her organisation and then erased here', six months by default.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.models import Region
from webapp.db import Session
from webapp.due.days import Term

WARNED_FOR = timedelta(days=14)
"""How long before its day a note is on its author's home screen."""


def erase_on(session: Session, region_id: UUID) -> date:
    """The day that a note written now is erased. Another term later holds for the notes written since."""
    return Term(months=session.get_one(Region, region_id).clinical_note_months).after(clock.today())
