"""Erasing clinical notes on their day: the text and every earlier text of it; the contact and a trace stay."""

from __future__ import annotations

from webapp import clock
from webapp.audit.service import Action, record
from webapp.contacts.clinical import store
from webapp.db import Session

AT_ONCE = 1_000
"""Notes in one round; the server calls this every hour, and nobody waits for a long write."""


def erase_past_term(session: Session) -> None:
    """Erase the notes of every region whose day has come. The access log has a line for each."""
    notes = store.list_past_term(session, clock.today(), AT_ONCE)
    if not notes:
        return
    ids = [note.contact_id for note in notes]
    clients = store.list_clients(session, ids)
    for note in notes:
        note.text, note.erased_at = None, clock.now()
        session.add(note)
        about = clients.get(note.contact_id)
        record(session, None, Action.delete, "clinical_note", note.contact_id, client_id=about, ground="term")
    store.erase_corrections(session, ids)
