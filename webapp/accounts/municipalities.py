"""The municipalities of a region, as an input names them."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.text import fold


def in_region(session: Session, actor: Actor, names: Sequence[str], field: str) -> list[str]:
    """Municipalities as the region spells them; each once, in the region's order.

    Raises:
        Invalid: naming the first that is not one of the region.
    """
    region = accounts.find_region(session, actor.region_id)
    known = {fold(name): name for name in region.municipalities} if region else {}
    asked = [fold(name) for name in names]
    for name, folded in zip(names, asked, strict=True):
        if folded not in known:
            raise Invalid({field: N_("%(name)s is geen gemeente van deze regio.")}, name=name)
    return [name for folded, name in known.items() if folded in asked]
