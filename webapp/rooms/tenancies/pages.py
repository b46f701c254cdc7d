"""The contents of the page of a tenancy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.links import service as links
from webapp.rooms.grounds.rules import may_extend
from webapp.rooms.grounds.table import LegalGround
from webapp.rooms.pairs.kind import HOST, YOUTH
from webapp.rooms.tenancies import service, store, words
from webapp.rooms.tenancies.models import TenancyEvaluation, TenancySignal
from webapp.rooms.tenancies.service import Contract
from webapp.web import choices


def tenancy_page(session: Session, actor: Actor, found: Contract) -> dict[str, Any]:
    """Its days, evaluations and signals, and the answers that this user may note."""
    given = links.list_working(session, service.LINK, found.row.id) if found.coordinates else ()
    signals, evaluations = store.list_signals(session, found.row.id), store.list_evaluations(session, found.row.id)
    law = found.ground
    return {
        "found": found,
        "law": law,
        "extendable": bool(law and may_extend(law)),
        "signals": signals,
        "evaluations": evaluations,
        "links": {one.party: one for one in given},
        "users": _names(session, found, signals, evaluations),
        "me": actor.user_id,
        "sides": [party for party in (YOUTH, HOST) if party in found.pair.sides],
        "choices": choices,
        "all_words": words,
        "ground_words": choices.label_of(LegalGround, found.row.ground),
    }


def _names(
    session: Session, found: Contract, signals: Sequence[TenancySignal], evaluations: Sequence[TenancyEvaluation]
) -> dict[Any, str]:
    people = {found.row.kept_by, *(one.by for one in signals), *(one.given_by for one in evaluations)}
    return {one: user.name for one in people if (user := accounts.find_user(session, one))}
