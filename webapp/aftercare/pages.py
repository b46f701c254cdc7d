"""The contents of the page of one call: the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.aftercare import store
from webapp.aftercare.calls import as_fact
from webapp.aftercare.kind import CALL, End, Outcome
from webapp.db import Session
from webapp.due.rules import Done, due_on
from webapp.errors import N_, NotFound
from webapp.fragment import Fragment, render_when_given
from webapp.people import store as people
from webapp.telephone import numbers
from webapp.worklist import store as worklist
from webapp.worklist.service import Task, list_tasks

_UNKNOWN = N_("Dit staat niet in jouw lijst.")


def call_page(session: Session, actor: Actor, end_id: UUID, task: Task | None = None) -> dict[str, Any]:
    """One call with its tries; ``task`` as it stands in the list of this user.

    An officer of placements reads the telephone numbers, and the notes of their own organisation alone.

    Raises:
        NotFound: when it is not this user's.
    """
    call = store.find_call(session, actor, end_id)
    if call is None:
        raise NotFound(_UNKNOWN)
    end, client = call
    knows = actor.may(Permission.read_clients)
    done = [one for one in worklist.list_done(session, actor.region_id, [end.id]) if one.rule == CALL.word]
    tried = [Done(one.due_on, one.done_on, one.outcome) for one in done]
    day = due_on(CALL, end.ended_on, tried) or CALL.after.after(end.ended_on)
    return {
        "end": end,
        "client": client,
        "done": done,
        "notes": [one.id for one in done if knows or one.organisation_id == actor.organisation_id],
        "names": people.names_of(session, [one.by for one in done]),
        "task": task
        or (None if end.settled_on else Task(CALL, as_fact(end, client, end.ground(actor)), day, len(done))),
        "ways": {one.value: one.label for one in End},
        "outcomes": {one.value: one.label for one in Outcome},
        "knows_client": knows,
        "contact_ways": [one for one in client.contact_ways if knows or numbers(one)],
        "may_refer": actor.may(Permission.refer),
    }


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The page of each call that is due, for a phone; none of somebody whose whereabouts are secret."""
    if not actor.may(Permission.call_aftercare):
        return
    tasks = list_tasks(session, actor, only=CALL.word)
    secret = people.hidden_among(session, [task.fact.client for task in tasks])
    for task in tasks:
        if task.fact.client not in secret:
            context = call_page(session, actor, task.fact.id, task)
            yield render_when_given(task.fact.url, "aftercare/call.html", **context)
