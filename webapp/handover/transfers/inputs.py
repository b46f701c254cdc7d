"""The typed input of handing one client over."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from webapp.errors import N_
from webapp.references import ClientId, Names
from webapp.trajectories.inputs import AnswerInput
from webapp.validation import Input, OptionalParagraph, OrNone, says

TO_WHOM = N_("Kies een collega of een organisatie.")
TransferId = Annotated[UUID, Names("client.hand_over")]


class TransferInput(Input):
    """Kind ``client.hand_over``: to one ``user``, or to whoever of an ``organisation`` says yes.

    ``consent``: the person agrees; needed for somebody of another organisation.
    """

    client: ClientId
    user: OrNone[UUID] = says(TO_WHOM, default=None)
    organisation: OrNone[UUID] = says(TO_WHOM, default=None)
    note: OptionalParagraph = None
    consent: bool = False


class TransferAnswer(AnswerInput):
    """Kind ``hand_over.answer``."""

    hand_over: TransferId
