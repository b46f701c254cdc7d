"""A picture as its form sends it, beside the file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from webapp.errors import N_
from webapp.validation import Input, Line, says


class PictureInput(Input):
    """The words to a picture, for people who cannot see it."""

    alt: Annotated[Line, Field(min_length=1)] = says(N_("Schrijf in een paar woorden wat op de foto staat."))
