"""The list of what there is to do: follow-ups first, then what is due by each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import labels
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.listings import FILTERS
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.errors import N_
from webapp.web.listing import Column, Listing
from webapp.worklist.service import Task, list_tasks

FOLLOW_UP = "follow_up"
"""The rule of an agreement made with a contact."""
Row = Entry | Task


def rule_of(row: Row) -> str:
    """The word of the rule that a row is due by."""
    return row.rule.word if isinstance(row, Task) else FOLLOW_UP


def day_of(row: Row) -> date:
    """The day a row is due."""
    if isinstance(row, Task):
        return row.on
    if row.follow_up is None:
        raise TypeError("a row of this list has an agreement")
    return row.follow_up.due_on


def _subject_of(row: Row) -> UUID:
    return row.fact.id if isinstance(row, Task) else row.contact.id


def _url_of(row: Row) -> str:
    return row.fact.url if isinstance(row, Task) else f"/contacten/{row.contact.id}"


def _text_of(row: Row) -> str | None:
    if isinstance(row, Task):
        return ": ".join(filter(None, (gettext(row.rule.label), row.fact.what)))
    return str(row.follow_up.text) if row.follow_up and row.follow_up.text else None


def _who(row: Row) -> str:
    return row.fact.who if isinstance(row, Task) else labels.who(row.contact, row.client)


def _of_contact(name: str, row: Row) -> str | None:
    value = None if isinstance(row, Task) else getattr(row.contact, name)
    return str(value) if value else None


def _channel_words(row: Row) -> str:
    return "" if isinstance(row, Task) else labels.value_words("channel", row.contact.channel)


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, team: bool, offset: int, limit: int
) -> Sequence[Row]:
    found: list[Row] = []
    before = 0
    contacts = _contact_filters(actor, filters)
    if contacts is not None:
        found += follow_up_store.list_due(session, actor, words, contacts, team=team, offset=offset, limit=limit)
        if len(found) < limit:
            before = offset and follow_up_store.count_listed(session, actor, words, contacts, team=team)
    if len(found) < limit:
        begin = max(0, offset - before)
        found += _tasks(session, actor, words, filters, team=team)[begin : begin + limit - len(found)]
    return found


def _count(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, team: bool) -> int:
    contacts = _contact_filters(actor, filters)
    number = 0 if contacts is None else follow_up_store.count_listed(session, actor, words, contacts, team=team)
    return number + len(_tasks(session, actor, words, filters, team=team))


def _contact_filters(actor: Actor, filters: Mapping[str, str]) -> Mapping[str, str] | None:
    """The filters of follow-ups; None when none of them is asked."""
    if not actor.may(Permission.read_contacts) or filters.get("rule", FOLLOW_UP) != FOLLOW_UP:
        return None
    return {name: value for name, value in filters.items() if name != "rule"}


def _tasks(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, team: bool) -> list[Task]:
    """What is due by rules, all of it: a user's own, and of no contact's channel or place."""
    rule = filters.get("rule", "")
    if team or rule == FOLLOW_UP or filters.keys() - {"rule"}:
        return []
    return list_tasks(session, actor, words, only=rule)


WORKLIST = Listing[Row](
    subject="follow_up",
    title=N_("Vervolgacties"),
    columns=(
        Column("due_on", N_("Dag"), day_of),
        Column("rule", N_("Waarom"), rule_of),
        Column("subject", N_("Nummer"), lambda row: str(_subject_of(row))),
        Column("text", N_("Afspraak"), _text_of),
        Column("who", N_("Wie"), _who),
        Column("channel", N_("Hoe"), partial(_of_contact, "channel"), _channel_words),
        Column("municipality", N_("Gemeente"), partial(_of_contact, "municipality")),
        Column("place", N_("Plek"), partial(_of_contact, "place")),
        Column("author", N_("Door"), lambda row: "" if isinstance(row, Task) else row.author),
    ),
    find=partial(_find, team=False),
    count=partial(_count, team=False),
    id_of=_subject_of,
    url_of=_url_of,
    filters={**FILTERS, "rule": None},
    also={"regel": "rule"},
)
OF_TEAM = replace(
    WORKLIST,
    title=N_("Vervolgacties van het team"),
    find=partial(_find, team=True),
    count=partial(_count, team=True),
)
