"""The typed input of referrals: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.phone_rules import OnPhone
from webapp.references import OptionalClientId, OptionalContactId, ReferralId
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import Input, OptionalLine, Paragraph, says

NOBODY = N_("Kies om wie het gaat, of vul een naam of alias in.")
NO_PLACE = N_("Kies waar deze persoon heen gaat.")


class ReferralInput(Input):
    """Kind ``referral.send``. ``entry``: a place of the directory, or an organisation of the region."""

    contact: OptionalContactId = None
    client: OptionalClientId = None
    alias: Annotated[OptionalLine, OnPhone(unless="client", said=NOBODY)] = None
    entry: UUID = says(NO_PLACE)
    purpose: Annotated[Paragraph, Field(min_length=3)] = says(N_("Schrijf kort wat deze persoon daar nodig heeft."))
    consent: bool = says(N_("Kies of deze persoon het goedvindt dat de naam meegaat."))
    keeps: bool = True


class ReferralAnswer(AnswerInput):
    """Kind ``referral.answer``."""

    referral: ReferralId
