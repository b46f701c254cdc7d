"""Erases hosts, youths, matches and leads past their term. The terms are data of each region (``terms``).

A sign-up that came to nothing is kept some weeks; a host with a room on offer, a youth with a proposal, and a match
with its tenancy two years after the end. No trace of a name is left: municipality, channel, dates, states and
reasons stay, from which the funnel is counted.
"""

from __future__ import annotations

from webapp import clock
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.links import store as links_store
from webapp.rooms import store as rooms_store
from webapp.rooms.leads import store as leads_store
from webapp.rooms.models import Host, RoomRequest
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal import store as portal_store
from webapp.rooms.retention import store
from webapp.rooms.screening import store as screening_store
from webapp.rooms.store import search_key
from webapp.worklist import store as worklist_store

AT_ONCE = 200
NAMELESS = "–"
"""Stands for an erased name in every list, in every language."""


def erase_past_term(session: Session) -> None:
    """Erase past the term, some at once; the next hour goes on."""
    now = clock.now()
    portal_store.delete_old_links(session, now)
    for region, end, nothing in store.list_terms(session):
        for match in store.list_matches(session, region, now - end, most=AT_ONCE):
            _erase_match(session, match)
        for is_over, kept in ((False, nothing), (True, end)):
            for host in store.list_past_term(session, region, now - kept, screened=is_over, most=AT_ONCE):
                erase_host(session, host)
            for request in store.list_requests(session, region, now - kept, proposed=is_over, most=AT_ONCE):
                erase_youth(session, request)
        for lead in leads_store.list_to_erase(session, region, now - nothing, AT_ONCE):
            lead.name = lead.phone = lead.note = None
            session.add(lead)


def erase_host(session: Session, host: Host) -> None:
    """Take out name, contact and every free word; the host cannot be found or reached any more."""
    host.name, host.phone, host.email, host.user_id = "", "", None, None
    host.email_confirmed_at, host.erased_at = None, clock.now()
    session.add(host)
    rooms = rooms_store.list_rooms_of_host(session, host.id)
    for room in rooms:
        room.note, room.house_rules, room.search_key = "", "", search_key(None, room.municipality, None)
        session.add(room)
    screening = screening_store.find(session, host.id)
    if screening:
        screening.visit_where, screening.visit_open = None, False
        session.add(screening)
    store.erase_words(session, host.id)
    portal_store.delete_links(session, host.id)
    worklist_store.erase_notes(session, host.region_id, [host.id])
    for match in store.list_matches_with(session, rooms=[room.id for room in rooms]):
        _erase_match(session, match)
    record(session, None, Action.delete, "host", host.id, ground="term")


def erase_youth(session: Session, request: RoomRequest) -> None:
    """Take out the names, every free word, health and income, and the client; age, places and dates are left."""
    request.alias = request.support_worker = NAMELESS
    request.motivation = request.search_key = ""
    request.profile_name = request.profile = request.profile_agreed_on = None
    request.day_activity = request.day_hours = request.income_kind = request.carries_rent = None
    request.goes_to = request.furthest_km = request.furthest_is_firm = None
    request.allergies, request.erased_at = [], clock.now()
    client, request.client_id = request.client_id, None
    session.add(request)
    store.erase_showing(session, request.id)
    for match in store.list_matches_with(session, requests=[request.id]):
        _erase_match(session, match)
    facts = {"client_id": client, "ground": "term", "region_id": request.region_id}
    record(session, None, Action.delete, "room_request", request.id, **facts)  # type: ignore[arg-type]


def _erase_match(session: Session, match: RoomMatch) -> None:
    """Take out what people wrote of a match and its tenancy, and every link to them."""
    match.search_key, match.erased_at = "", clock.now()
    session.add(match)
    session.flush()
    store.erase_visits(session, match.id)
    subjects = [match.id, *store.erase_tenancy(session, match.id)]  # tasks are about tenancies and about signals
    links_store.delete_of(session, subjects)
    worklist_store.erase_notes(session, match.region_id, subjects)
    record(session, None, Action.delete, "room_match", match.id, ground="term", region_id=match.region_id)
