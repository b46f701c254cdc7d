"""The typed input of aftercare: the same for the form and for the phone."""

from __future__ import annotations

from webapp.errors import N_
from webapp.references import ClientId
from webapp.validation import Input, OptionalDay, says


class SupportEndInput(Input):
    """Kind ``support.end``: support of this client ended on a day (default today), and nobody goes on with it."""

    client: ClientId
    ended_on: OptionalDay = says(N_("Kies de dag waarop de begeleiding eindigde."), default=None)
