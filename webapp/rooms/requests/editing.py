"""Correcting a youth's request."""

from __future__ import annotations

from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.municipalities import in_region
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.people.store import find_any_client
from webapp.rooms.editing import facts, put
from webapp.rooms.inputs import stored
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests.inputs import RequestFacts
from webapp.rooms.requests.service import require_for_hosts, require_request
from webapp.text import fold


def edit_request(session: Session, actor: Actor, changes: list[Change], request_id: UUID) -> RoomRequest:
    """Put right what is known of a youth who looks for a room; who it is stays.

    Raises:
        NotFound: when there is none, or not for this user.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: with a municipality outside the region, or a profile that holds what no host may read.
    """
    request = require_request(session, actor, request_id, lock=True)
    present = facts(request, RequestFacts)
    wanted = merged(RequestFacts, changes, present, teller(session, "room_request", request.id, present))
    client = find_any_client(session, request.client_id) if request.client_id else None
    require_for_hosts(wanted, request.alias, (client.name or "") if client else "")
    if (wanted.profile_name, wanted.profile) != (present["profile_name"], present["profile"]):
        request.profile_version += 1
        if wanted.profile_agreed_on == request.profile_agreed_on:
            wanted.profile_agreed_on = None  # the youth agreed to other words
    request.municipalities = in_region(session, actor, wanted.municipalities, "municipalities")
    request.motivation = wanted.motivation or ""
    request.support_worker = wanted.support_worker or request.support_worker
    request.search_key = fold(f"{request.alias} {request.motivation}")
    put(request, stored(wanted, "municipalities", "motivation", "support_worker"))
    session.add(request)
    ground = request.ground(actor)
    record(session, actor, Action.update, "room_request", request.id, client_id=request.client_id, ground=ground)
    return request
