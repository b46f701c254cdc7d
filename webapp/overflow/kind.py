"""The steps of a request to a partner region: asked → offered → on the way → arrived. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step

ASKER, PARTNER = "asker", "partner"
EXPIRED = "expired"
"""Comes by the clock: an offer that nobody took in time, or a request whose night is over."""
_CANCEL = Answer("cancelled", N_("ingetrokken"), by=(ASKER,))
_ANSWERS = (Answer("offered", N_("aangeboden"), "offered"), Answer("refused", N_("kan niet")), _CANCEL)
OVERFLOW = Kind(
    "overflow",
    N_("Plek in een buurregio"),
    (
        Step("asked", N_("gevraagd"), (PARTNER,), _ANSWERS),
        Step("offered", N_("aangeboden"), (ASKER,), (Answer("moving", N_("onderweg"), "moving"), _CANCEL)),
        Step("moving", N_("onderweg"), (PARTNER,), (Answer("arrived", N_("aangekomen")), _CANCEL)),
    ),
)
STATE_LABELS = {**OVERFLOW.labels, EXPIRED: N_("tijd is om")}
