"""The two lists: at our desk, and reported by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from webapp.accounts.actor import Actor
from webapp.conditional_tenancies import service, store
from webapp.conditional_tenancies.kind import CONDITIONAL, HOME, Cause
from webapp.conditional_tenancies.labels import cause_words, state_words
from webapp.conditional_tenancies.service import Case
from webapp.db import Session
from webapp.errors import N_
from webapp.web.listing import Column, Listing


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int, desk: bool
) -> Sequence[Case]:
    rows = store.list_cases(session, actor, words, filters, desk=desk, offset=offset, limit=limit)
    return service.read_many(session, rows)


def _listing(title: str, *, desk: bool) -> Listing[Case]:
    return Listing[Case](
        subject="conditional_tenancy",
        title=title,
        columns=(
            Column[Case]("person", N_("Wie"), lambda one: one.name),
            Column[Case](
                "cause", N_("Wat speelt er"), lambda one: one.row.cause, lambda one: cause_words(one.row.cause)
            ),
            Column[Case]("state", N_("Stand"), lambda one: one.row.state, lambda one: state_words(one.row.state)),
            Column[Case]("reported_at", N_("Gemeld"), lambda one: one.row.reported_at),
            Column[Case]("municipality", N_("Gemeente"), lambda one: one.row.municipality),
            Column[Case]("residents", N_("Bewoners"), lambda one: one.row.residents),
        ),
        find=partial(_find, desk=desk),
        count=partial(store.count_cases, desk=desk),
        id_of=lambda one: one.row.id,
        url_of=lambda one: f"{HOME}/{one.row.id}",
        filters={"state": frozenset(CONDITIONAL.labels), "cause": frozenset(Cause), "municipality": None},
    )


AT_DESK = _listing(N_("Huren onder voorwaarden"), desk=True)
BY_US = _listing(N_("Onze meldingen van woningen in gevaar"), desk=False)
