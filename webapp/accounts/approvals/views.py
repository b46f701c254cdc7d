"""``/bevestigen``: the proposals that wait for this user's yes. Organisations and roles, never case content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import entry_codes, store
from webapp.accounts.approvals import service as approvals
from webapp.accounts.labels import role_name
from webapp.accounts.login import actor
from webapp.accounts.models import AccessProposal
from webapp.accounts.permissions import Permission, Role, guarded
from webapp.db import Session
from webapp.errors import N_
from webapp.web.access import requires
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

blueprint = Blueprint("approvals", __name__)

STATES = {
    "waiting": N_("wacht op een tweede persoon"),
    "confirmed": N_("bevestigd"),
    "declined": N_("afgewezen"),
    "withdrawn": N_("ingetrokken"),
    "replaced": N_("vervangen door iets nieuws"),
}
"""The outcome of a proposal in words."""


@blueprint.get("/bevestigen")
@requires(Permission.own_account)
def waiting() -> Response:
    """The proposals of administrators that this user can confirm."""
    with reading() as session:
        proposals = approvals.list_waiting(session, actor())
        return page("accounts/approvals/index.html", proposals=describe(session, proposals))


@blueprint.post("/bevestigen/<uuid:proposal_id>/ja")
@requires(Permission.own_account)
def confirm(proposal_id: UUID) -> WerkzeugResponse:
    """Yes: the proposal takes effect. The code of a link is shown here once."""
    with transaction() as session:
        proposal, code = approvals.decide(session, actor(), proposal_id, yes=True)
    return _code_page(proposal, code) if code else see_other("/account#toegang")


@blueprint.post("/bevestigen/<uuid:proposal_id>/code")
@requires(Permission.own_account)
def renew_code(proposal_id: UUID) -> WerkzeugResponse:
    """A new code for a user who lost theirs."""
    with transaction() as session:
        proposal, code = approvals.renew_code(session, actor(), proposal_id)
    return _code_page(proposal, code)


@blueprint.post("/bevestigen/<uuid:proposal_id>/nee")
@requires(Permission.own_account)
def decline(proposal_id: UUID) -> WerkzeugResponse:
    """No: nothing changes, and the link never works."""
    with transaction() as session:
        approvals.decide(session, actor(), proposal_id, yes=False)
    return see_other("/account#toegang")


def describe(session: Session, proposals: Sequence[AccessProposal]) -> list[dict[str, Any]]:
    """Proposals in words to decide on: person, organisation, roles, before and after, and proposer."""
    return [_in_words(session, proposal) for proposal in proposals]


def _code_page(proposal: AccessProposal, code: str) -> Response:
    own = proposal.user_id == actor().user_id
    return page("accounts/entry_code.html", name=proposal.name, code=code, own=own, tries=entry_codes.TRIES)


def _in_words(session: Session, proposal: AccessProposal) -> dict[str, Any]:
    gained = set(proposal.roles) != set(proposal.roles_before)
    outcome = proposal.outcome or "waiting"
    moved = proposal.organisation_id != proposal.organisation_before
    return {
        "proposal": proposal,
        "begins_anew": not guarded(_role_set(proposal.roles_before)) and bool(guarded(_role_set(proposal.roles))),
        "passkeys": len(store.list_passkeys(session, proposal.user_id)),
        "name": proposal.name,
        "own": proposal.user_id == actor().user_id,
        "by": _name(session, proposal.proposed_by),
        "decided_by": _name(session, proposal.decided_by),
        "roles": _roles(proposal.roles),
        "roles_before": _roles(proposal.roles_before) if gained else "",
        "organisation": _place(session, proposal.organisation_id),
        "organisation_before": _place(session, proposal.organisation_before) if moved else "",
        "state": gettext(STATES[outcome]),
    }


def _role_set(words: Sequence[str]) -> frozenset[Role]:
    return frozenset(map(Role, words))


def _roles(words: Sequence[str]) -> str:
    return ", ".join(role_name(Role(word)) for word in words)


def _name(session: Session, user_id: UUID | None) -> str:
    user = store.find_user(session, user_id) if user_id else None
    return user.name if user else ""


def _place(session: Session, organisation_id: UUID) -> str:
    organisation = store.find_organisation(session, organisation_id)
    return organisation.name if organisation else ""
