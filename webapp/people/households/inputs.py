"""What a user can say about a household."""

from __future__ import annotations

from webapp.errors import N_
from webapp.references import ClientId
from webapp.validation import Input, says


class JoinInput(Input):
    """Kind ``household.join``: ``member`` belongs to the household of ``client``."""

    client: ClientId
    member: ClientId = says(N_("Kies wie erbij hoort."))


class LeaveInput(Input):
    """Kind ``household.leave``: ``client`` belongs to no household any more."""

    client: ClientId
