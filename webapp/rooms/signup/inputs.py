"""What a host types to go on later."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from webapp.errors import N_
from webapp.mail.addresses import is_address
from webapp.validation import Input, Line, says

_NO_AT = N_("Controleer je e-mailadres: er hoort een @ in.")
_NO_ADDRESS = N_("Dit e-mailadres klopt niet. Kijk het nog eens na.")


def mailable(address: str) -> str:
    """A field rule: an address that mail can be sent to."""
    if "@" not in address.strip("@"):
        raise ValueError(_NO_AT)
    if not is_address(address):
        raise ValueError(_NO_ADDRESS)
    return address


Email = Annotated[Line, Field(min_length=1), AfterValidator(mailable)]


class ResumeInput(Input):
    """The address for the link."""

    email: Email = says(N_("Vul je e-mailadres in."))


class CodeInput(Input):
    """The noted code, in any spelling."""

    code: Annotated[Line, Field(min_length=1)] = says(N_("Vul de code in."))
