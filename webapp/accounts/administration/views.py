"""``/beheer``: the people of the region. No case content, only names, organisations and roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import invitations, sessions, store
from webapp.accounts.administration import service as administration
from webapp.accounts.administration.listings import PEOPLE
from webapp.accounts.approvals import service as approvals
from webapp.accounts.approvals.views import describe
from webapp.accounts.inputs import PersonInput
from webapp.accounts.labels import role_name, role_names, role_work, session_limits
from webapp.accounts.login import actor
from webapp.accounts.models import AccessProposal, User
from webapp.accounts.permissions import Permission, Role, allows
from webapp.accounts.phones import lost
from webapp.accounts.words import browser
from webapp.db import Session
from webapp.errors import Invalid
from webapp.validation import Kept
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.paging import LIST_METHODS, cut_all, page_number
from webapp.web.scannable import address
from webapp.web.store import reading, transaction

blueprint = Blueprint("administration", __name__)


@blueprint.route("/beheer", methods=LIST_METHODS)
@requires(Permission.administer)
def index() -> Response:
    """The people who work in the region, and the ways to the rest of the administration."""
    asked = listing.asked_of(PEOPLE)
    if data := listing.as_data(PEOPLE, asked, actor()):
        return data
    with reading() as session:
        people = asked.cut(PEOPLE.rows(session, actor(), asked))
    return page(
        "accounts/administration/index.html", people=people, asked=asked, search=asked.words, role_names=role_names
    )


@blueprint.get("/beheer/lang-niet-gezien")
@requires(Permission.administer)
def unseen() -> Response:
    """The people with access who may have left; each leads to the page that stops it."""
    with reading() as session:
        number = page_number()
        people = cut_all(administration.list_unseen(session, actor()), number)
    return page("accounts/unseen.html", people=people, days=administration.UNSEEN.days, role_names=role_names)


@blueprint.get("/beheer/uitnodigen")
@requires(Permission.administer)
def new_person() -> Response:
    """The form for inviting somebody."""
    form = Form({"organisation": str(actor().organisation_id)})
    return page("accounts/administration/invite.html", form=form, **_choices())


@blueprint.post("/beheer/uitnodigen")
@requires(Permission.administer)
def invite() -> Response:
    """Make the person; the answer is the page with the link, which is shown once and has no address."""
    try:
        data = submitted(PersonInput)
        with transaction() as session:
            made = administration.invite(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return invalid("accounts/administration/invite.html", form=Form(request.form, error), **_choices())
    return _link_page(*made)


@blueprint.get("/beheer/mensen/<uuid:user_id>")
@requires(Permission.administer)
def person(user_id: UUID) -> Response:
    """One person: facts, access, and the form to change them."""
    with reading() as session:
        user = administration.find_person(session, actor(), user_id)
    facts = {"name": user.name, "organisation": str(user.organisation_id), "roles": user.roles, "phone": user.phone}
    return _person_page(user, Form(facts))


@blueprint.post("/beheer/mensen/<uuid:user_id>")
@requires(Permission.administer)
def edit_person(user_id: UUID) -> WerkzeugResponse:
    """Change a person's facts and roles; one who gains access to records for the first time gets a new link."""
    with reading() as session:
        user = administration.find_person(session, actor(), user_id)
    try:
        data = submitted(PersonInput, Kept([user.phone]))
        with transaction() as session:
            made = administration.edit_person(session, actor(), user_id, data)
    except Invalid as error:
        return _person_page(user, Form(request.form, error), status=422)
    return _link_page(*made) if made else see_other(f"/beheer/mensen/{user_id}")


@blueprint.post("/beheer/mensen/<uuid:user_id>/link")
@requires(Permission.administer)
def invite_again(user_id: UUID) -> Response:
    """A new link for somebody; the one before it stops working."""
    with transaction() as session:
        made = administration.invite_again(session, actor(), user_id)
    return _link_page(*made)


@blueprint.get("/beheer/mensen/<uuid:user_id>/stoppen")
@requires(Permission.administer)
def ask_stop_access(user_id: UUID) -> Response:
    """Ask before somebody loses access."""
    with reading() as session:
        user = administration.find_person(session, actor(), user_id)
        writes_notes = user.active and allows(user.role_set, Permission.clinical_notes)
    return page(
        "accounts/administration/stop.html", user=user, myself=user.id == actor().user_id, writes_notes=writes_notes
    )


@blueprint.post("/beheer/mensen/<uuid:user_id>/stoppen")
@requires(Permission.administer)
def stop_access(user_id: UUID) -> WerkzeugResponse:
    """End a person's access at once, everywhere, for good; the page after it offers a new start."""
    with transaction() as session:
        administration.stop_access(session, actor(), user_id)
    return see_other(f"/beheer/mensen/{user_id}")


@blueprint.post("/beheer/mensen/<uuid:user_id>/toelaten")
@requires(Permission.administer)
def give_access(user_id: UUID) -> Response:
    """The way back after the loss of access: a new link."""
    with transaction() as session:
        made = administration.give_access(session, actor(), user_id)
    return _link_page(*made)


@blueprint.post("/beheer/mensen/<uuid:user_id>/intrekken")
@requires(Permission.administer)
def withdraw(user_id: UUID) -> WerkzeugResponse:
    """Withdraw the waiting proposals."""
    with transaction() as session:
        administration.withdraw(session, actor(), user_id)
    return see_other(f"/beheer/mensen/{user_id}")


@blueprint.post("/beheer/mensen/<uuid:user_id>/sessies/<uuid:session_id>/uitloggen")
@requires(Permission.administer)
def end_session(user_id: UUID, session_id: UUID) -> WerkzeugResponse:
    """Sign a person out on one device."""
    with transaction() as session:
        administration.end_session(session, actor(), user_id, session_id)
    return see_other(f"/beheer/mensen/{user_id}#sessies")


@blueprint.get("/beheer/mensen/<uuid:user_id>/telefoons/<uuid:device_id>/kwijt")
@requires(Permission.administer)
def ask_close_phone(user_id: UUID, device_id: UUID) -> Response:
    """The effects of closing a person's phone, and its limits."""
    with reading() as session:
        user = administration.find_person(session, actor(), user_id)
        phone = lost.find_phone(session, user, device_id)
        stay = lost.count_remaining_passkeys(session, user, device_id)
    return page("accounts/phones/lost.html", phone=phone, stay=stay, is_here=False, person=user, browser=browser)


@blueprint.post("/beheer/mensen/<uuid:user_id>/telefoons/<uuid:device_id>/kwijt")
@requires(Permission.administer)
def close_phone(user_id: UUID, device_id: UUID) -> WerkzeugResponse:
    """Close a phone that a person lost."""
    with transaction() as session:
        user = administration.find_person(session, actor(), user_id)
        lost.close_phone(session, actor(), user, device_id, ground="region")
    return see_other(f"/beheer/mensen/{user_id}#telefoons")


def _choices() -> dict[str, Any]:
    with reading() as session:
        organisations = store.list_organisations(session, actor().region_id)
    return {
        "organisations": [(str(organisation.id), organisation.name) for organisation in organisations],
        "roles": [(role.value, role_name(role), role_work(role)) for role in Role],
    }


def _person_page(user: User, form: Form, status: int = 200) -> Response:
    with reading() as session:
        waiting = approvals.list_open_about(session, user)
        return page(
            "accounts/administration/person.html",
            status=status,
            user=user,
            form=form,
            myself=user.id == actor().user_id,
            passkeys=store.list_passkeys(session, user.id),
            invitations=store.list_unused_invitations(session, user.id),
            waiting=describe(session, waiting),
            deciders=_names(session, waiting),
            signed_in=sessions.list_live(session, user.id),
            this_session=g.login_session.id,
            limits=session_limits(),
            devices=store.list_devices(session, user.id),
            browser=browser,
            **_choices(),
        )


def _names(session: Session, waiting: Sequence[AccessProposal]) -> list[str]:
    """The names of those who can say yes."""
    return [user.name for proposal in waiting for user in approvals.list_deciders(session, proposal)]


def _link_page(user: User, token: str, waiting: AccessProposal | None) -> Response:
    with reading() as session:
        deciders = _names(session, [waiting] if waiting else [])
    link, picture = address(f"/uitnodiging/{token}")
    context: dict[str, Any] = {"user": user, "link": link, "picture": picture, "days": invitations.DAYS}
    return page("accounts/administration/invite_link.html", waiting=waiting, deciders=deciders, **context)
