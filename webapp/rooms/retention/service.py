"""Erases hosts and leads past their term. The terms are data of each region's programme.

A sign-up that came to nothing is kept some weeks, a host with a room on offer two years after the last one fell away.
What is left names nobody: municipality, channel, dates, states and reasons, from which the funnel is counted.
"""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.rooms import store as rooms_store
from webapp.rooms.leads import store as leads_store
from webapp.rooms.models import Host
from webapp.rooms.portal import store as portal_store
from webapp.rooms.retention import store
from webapp.rooms.screening import store as screening_store
from webapp.rooms.store import search_key

AT_ONCE = 200
_MONTH = timedelta(days=365) / 12


def erase_past_term(session: Session) -> None:
    """Erase who is past their term, some at once; the next hour goes on."""
    now = clock.now()
    portal_store.delete_old_links(session, now)
    for programme in store.list_programmes(session):
        weeks, months = timedelta(weeks=programme.withdrawn_kept_weeks), _MONTH * programme.kept_months
        for screened, kept in ((False, weeks), (True, months)):
            found = store.list_past_term(session, programme.region_id, now - kept, screened=screened, most=AT_ONCE)
            for host in found:
                erase_host(session, host)
        for lead in leads_store.list_to_erase(session, programme.region_id, now - weeks, AT_ONCE):
            lead.name = lead.phone = lead.note = None
            session.add(lead)


def erase_host(session: Session, host: Host) -> None:
    """Take out name, contact and every free word; the host cannot be found or reached any more."""
    host.name, host.phone, host.email, host.user_id = "", "", None, None
    host.email_confirmed_at, host.erased_at = None, clock.now()
    session.add(host)
    for room in rooms_store.list_rooms_of_host(session, host.id):
        room.note, room.search_key = "", search_key(None, room.municipality, None)
        session.add(room)
    screening = screening_store.find(session, host.id)
    if screening:
        screening.visit_where, screening.visit_open = None, False
        session.add(screening)
    store.erase_words(session, host.id)
    portal_store.delete_links(session, host.id)
    record(session, None, Action.delete, "host", host.id, ground="term")
