"""The typed input of sharing, covering and leaving."""

from __future__ import annotations

from uuid import UUID

from webapp.errors import N_
from webapp.references import ClientId, HandoverId
from webapp.validation import Day, Input, says

COLLEAGUE = N_("Kies een collega.")
_UNTIL = N_("Kies tot en met welke dag.")


class ShareInput(Input):
    """Kind ``client.share``: a named colleague works along until and including a day.

    ``consent``: the person agrees; needed for somebody of another organisation.
    """

    client: ClientId
    user: UUID = says(COLLEAGUE)
    until: Day = says(_UNTIL)
    consent: bool = False


class ShareEnded(Input):
    """Kind ``client.share_end``: it ends now."""

    handover: HandoverId


class CoverInput(Input):
    """A colleague covers for this user: all their people, from and including, until and including."""

    user: UUID = says(COLLEAGUE)
    since: Day = says(N_("Kies vanaf welke dag."))
    until: Day = says(_UNTIL)


class LeaverInput(Input):
    """Everything of somebody who leaves goes to a colleague."""

    user: UUID = says(COLLEAGUE)
