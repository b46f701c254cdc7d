"""The contents of the pages of reassessment: the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render_when_given
from webapp.people import store as people
from webapp.placements.imports.blocks import list_lines
from webapp.reassessments import figures, labels, service, store
from webapp.reassessments.kind import GIVEN, LISTS, OPEN, RULE, Outcome
from webapp.reassessments.models import ReassessmentCampaign
from webapp.reassessments.rows import Column
from webapp.text import in_order, isolate
from webapp.web.choices import options
from webapp.worklist import store as worklist
from webapp.worklist.service import list_tasks

SHOWN = 50


def index_page(session: Session, actor: Actor) -> dict[str, Any]:
    """The campaigns of the organisation with how far each is."""
    campaigns = store.list_campaigns(session, actor, SHOWN)
    counted = store.count_by_outcome(session, [one.id for one in campaigns])
    return {"rows": [figures.progress_of(one, counted[one.id], hidden=False) for one in campaigns], "labels": labels}


def new_page(session: Session, actor: Actor) -> dict[str, Any]:
    """The choices of the form."""
    towns = in_order(people.region_of(session, actor).municipalities)
    lines = [(str(one.id), isolate(one.name)) for one in list_lines(session, actor)]
    return {
        "lines": [("", gettext("Kies een voorziening")), *lines],
        "towns": [("", gettext("Alle gemeenten")), *((name, name) for name in towns)],
    }


def draft_page(session: Session, actor: Actor, campaign: ReassessmentCampaign) -> dict[str, Any]:
    """Everybody on the list of a campaign that did not begin, and what could not be read."""
    kept, found = store.find_draft(session, campaign.id), service.read_list(session, actor, campaign)
    return {
        "campaign": campaign,
        "kept": kept,
        "found": found,
        "first": found.entries[:SHOWN],
        "refused": found.refused[:SHOWN],
        "unknown": found.unknown[:SHOWN],
        "without": sum(one.worker_id is None for one in found.entries),
        "fields": [("", gettext("niet lezen")), *options(Column)],
        "needs_columns": kept is not None and Column.person not in kept.columns,
    }


def campaign_page(session: Session, actor: Actor, campaign: ReassessmentCampaign) -> dict[str, Any]:
    """How far a campaign is, and who has how many open people."""
    counted = store.count_by_outcome(session, [campaign.id])[campaign.id]
    workers = store.list_workers(session, actor)
    by_worker = store.count_open_by_worker(session, campaign.id)
    able = {user.id for user, _ in workers}
    names = people.names_of(session, [one for one in by_worker if one])
    loads = [(names.get(one, ""), number, one in able, one) for one, number in by_worker.items() if one]
    return {
        "campaign": campaign,
        "progress": figures.progress_of(campaign, counted, hidden=False),
        "nobody": by_worker.get(None, 0),
        "loads": sorted(loads, key=lambda one: (-one[1], str(one[3]))),
        "workers": worker_choices(workers),
        "outcomes": [("open", gettext(OPEN)), *((one.value, labels.outcome_words(one)) for one in GIVEN)],
        "labels": labels,
    }


def worker_choices(workers: Iterable[store.Worker]) -> list[tuple[str, str]]:
    """Everybody who may reassess, with their organisation, as choices."""
    named = [(str(user.id), f"{isolate(user.name)} ({isolate(home.name)})") for user, home in workers]
    return [("", gettext("Kies een medewerker")), *named]


def row_page(session: Session, actor: Actor, row_id: UUID, *, moves: bool = True) -> dict[str, Any]:
    """One person: the outcome, or the form for it; what was tried; and for who keeps the campaign who does it when.

    ``moves`` False: without that last form, as a phone keeps it. Notes are for the organisation of who wrote them.

    Raises:
        NotFound: when it is not this user's.
    """
    row = service.require_row(session, actor, row_id)
    done = [one for one in worklist.list_done(session, actor.region_id, [row.id]) if one.rule == RULE.word]
    keeps = moves and actor.may(Permission.keep_reassessments) and row.organisation_id == actor.organisation_id
    knows = row.client_id and actor.may(Permission.read_clients)
    client = people.find_client(session, actor, row.client_id) if knows and row.client_id else None
    return {
        "row": row,
        "campaign": store.names_of_campaigns(session, [row])[row.campaign_id],
        "client": client,
        "may_link": False,
        "is_quiet": row.client_id in people.quiet_among(session, [row.client_id]),
        "done": done,
        "own": [one.id for one in done if one.organisation_id == actor.organisation_id],
        "mine": bool(done) and done[-1].by == actor.user_id,
        "names": people.names_of(session, [*(one.by for one in done), *([row.worker_id] if row.worker_id else [])]),
        "keeps": keeps,
        "workers": worker_choices(store.list_workers(session, actor)) if keeps else [],
        "badge": labels.badge_of(row.outcome),
        "words": {one: labels.outcome_words(one) for one in ("", *Outcome)},
        "reason": labels.reason_words(row),
        "given": [(one.value, labels.reasons_of(one) if one.value in LISTS else []) for one in GIVEN],
    }


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The page of each that is due, for a phone; none of somebody whose whereabouts are secret."""
    if not actor.may(Permission.reassess):
        return
    tasks = list_tasks(session, actor, only=RULE.word)
    secret = people.hidden_among(session, [task.fact.client for task in tasks])
    for task in tasks:
        if task.fact.client not in secret:
            context = row_page(session, actor, task.fact.id, moves=False)
            yield render_when_given(task.fact.url, "reassessments/row.html", form=None, overtaken=False, **context)
