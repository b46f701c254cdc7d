"""The contents of the page of a tenancy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.links import service as links
from webapp.links.models import PersonalLink
from webapp.people import store as people
from webapp.rooms.grounds.rules import may_extend
from webapp.rooms.grounds.table import LegalGround
from webapp.rooms.pairs.kind import HOST, YOUTH
from webapp.rooms.tenancies import service, store, words
from webapp.rooms.tenancies.models import TenancyEvaluation, TenancySignal
from webapp.rooms.tenancies.service import Contract
from webapp.web import choices

Row = TypeVar("Row", TenancySignal, TenancyEvaluation)


def tenancy_page(session: Session, actor: Actor, found: Contract) -> dict[str, Any]:
    """Its days, evaluations and signals, and the answers that this user may note."""
    [page] = tenancy_pages(session, actor, [found])
    return page


def tenancy_pages(session: Session, actor: Actor, found: Sequence[Contract]) -> list[dict[str, Any]]:
    """The pages of several, with as many questions as of one: a phone reads twenty at once."""
    ids = [one.row.id for one in found]
    signals = _by_tenancy(store.list_signals(session, ids))
    evaluations = _by_tenancy(store.list_evaluations(session, ids))
    given: dict[UUID, dict[str, PersonalLink]] = defaultdict(dict)
    coordinated = [one.row.id for one in found if one.coordinates]
    for link in links.list_working(session, service.LINK, coordinated) if coordinated else ():
        given[link.subject_id][link.party] = link
    users = people.names_of(
        session,
        [
            *(one.row.kept_by for one in found),
            *(one.by for rows in signals.values() for one in rows),
            *(one.given_by for rows in evaluations.values() for one in rows),
        ],
    )
    return [
        _page(actor, one, signals[one.row.id], evaluations[one.row.id]) | {"links": given[one.row.id], "users": users}
        for one in found
    ]


def _by_tenancy(rows: Sequence[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.tenancy_id].append(row)
    return found


def _page(
    actor: Actor, found: Contract, signals: Sequence[TenancySignal], evaluations: Sequence[TenancyEvaluation]
) -> dict[str, Any]:
    law = found.ground
    return {
        "found": found,
        "law": law,
        "extendable": bool(law and may_extend(law)),
        "signals": signals,
        "evaluations": evaluations,
        "me": actor.user_id,
        "sides": [party for party in (YOUTH, HOST) if party in found.pair.sides],
        "choices": choices,
        "all_words": words,
        "ground_words": choices.label_of(LegalGround, found.row.ground),
    }
