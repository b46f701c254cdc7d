"""Contacts and agreements in the line of time of a client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import timeline_store
from webapp.contacts.labels import step_words, value_words
from webapp.contacts.models import FollowUp, FollowUpStep, StreetContact
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people_store
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point, client_of
from webapp.web.dates import day

_LETTERS = 240
"""So much of a note stands in the line; the contact itself has all of it."""


def read_contacts(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The contacts this user may see, each with the first words of its note."""
    if not actor.may(Permission.read_contacts):
        return []
    return [_contact(entry) for entry in timeline_store.list_contacts(session, actor, asked)]


def _contact(entry: Entry) -> Moment:
    contact = entry.contact
    note = (contact.note or "").strip()
    topics = value_words("topics", contact.topics)
    return Moment(
        client_id=client_of(contact),
        point=Point(contact.occurred_at, contact.id),
        icon="contact",
        title=value_words("channel", contact.channel),
        of=contact,
        where=contact.place or contact.municipality or "",
        url=f"/contacten/{contact.id}",
        lines=tuple(filter(None, (topics, note if len(note) <= _LETTERS else f"{note[:_LETTERS].rstrip()}…"))),
        by=entry.author,
    )


def read_agreements(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """Follow-ups as they were made, done, opened again, tried, moved and handed on."""
    if not actor.may(Permission.read_contacts):
        return []
    made = [_made(entry) for entry in timeline_store.list_agreements(session, actor, asked)]
    steps = timeline_store.list_steps(session, actor, asked)
    names = people_store.names_of(session, [id_ for step, *_ in steps for id_ in (step.by, step.holder_after) if id_])
    return [*made, *(_step(*one, names) for one in steps)]


def _step(step: FollowUpStep, follow_up: FollowUp, contact: StreetContact, names: Mapping[UUID, str]) -> Moment:
    holder = names.get(step.holder_after, "") if step.holder_after else ""
    taken_back = gettext("Teruggenomen") if step.taken_back else ""
    return Moment(
        client_id=client_of(contact),
        point=Point(step.at, step.id),
        icon="check" if step.done else "list",
        title=step_words(step, isolate(holder)),
        of=contact,
        url=f"/contacten/{contact.id}",
        lines=tuple(filter(None, (follow_up.text, step.outcome, taken_back))),
        by=names.get(step.by, ""),
    )


def _made(entry: Entry) -> Moment:
    contact, follow_up = entry.contact, entry.follow_up
    if follow_up is None:
        raise TypeError("an agreement has a follow-up")
    return Moment(
        client_id=client_of(contact),
        point=Point(contact.occurred_at, contact.id),
        icon="list",
        title=gettext("Afgesproken voor %(day)s", day=day(follow_up.due_on)),
        of=contact,
        url=f"/contacten/{contact.id}",
        lines=(follow_up.text,) if follow_up.text else (),
        by=entry.author,
    )


TIMELINE = (
    Line("contact", N_("Contacten"), read_contacts),
    Line("afspraak", N_("Afspraken"), read_agreements),
)
