"""The typed input of oversight."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.audit.service import Action
from webapp.errors import N_
from webapp.validation import Input, OptionalDay, OptionalId, OptionalLine, OrNone, Paragraph, says


class SeenInput(Input):
    """An overseer's judgement of unusual reading."""

    words: Annotated[Paragraph, Field(min_length=3)] = says(N_("Schrijf kort wat je ervan vindt."))


class SearchInput(Input):
    """A question to the access log; an empty field is any. ``who`` is a name or a number of a client."""

    user: OptionalId = says(N_("Kies een medewerker."), default=None)
    who: OptionalLine = None
    client: OptionalId = says(N_("Kies een cliënt."), default=None)
    organisation: OptionalId = says(N_("Kies een organisatie."), default=None)
    action: OrNone[Action] = says(N_("Kies wat er gebeurde."), default=None)
    refused: bool = False
    since: OptionalDay = says(N_("Vul een datum in, bijvoorbeeld 24-11-2026."), default=None)
    until: OptionalDay = says(N_("Vul een datum in, bijvoorbeeld 24-11-2026."), default=None)
