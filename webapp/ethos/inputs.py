"""The typed input of counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.validation import WHOLE, Day, Input, says


class CountInput(Input):
    """A count day, and how many days before it a contact still counts."""

    day: Day = says(N_("Kies de teldag."))
    days: Annotated[int, Field(ge=1, le=92), WHOLE] = says(N_("Vul een aantal in van 1 tot en met 92."))
