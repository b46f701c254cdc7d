"""Pages to go on later, or on another device: a code to note, a link in a mail."""

from __future__ import annotations

from flask import current_app, redirect, request
from werkzeug.wrappers import Response

from webapp.errors import N_, Invalid
from webapp.mail import service as mail
from webapp.mail.words import RESUME
from webapp.rooms.routes import blueprint
from webapp.rooms.signup import returning, service
from webapp.rooms.signup.inputs import CodeInput, ResumeInput
from webapp.rooms.signup.steps import STEPS, first_open
from webapp.rooms.signup.views import CHECK, LATER, START, current_token, limit, remember, url_of
from webapp.web import limits
from webapp.web.access import public
from webapp.web.browsers import who_tries
from webapp.web.forms import opened, submitted
from webapp.web.i18n import language, other_languages
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import database, reading, transaction

GO_ON = f"{START}/verder"
_HOUR = 3600
_CODES, _MAILS, _WRONG = 20, 5, 10
"""Codes and mails that an address may ask in an hour, and wrong codes it may type."""
_UNKNOWN = N_("Deze code klopt niet, of is ouder dan 7 dagen. Kijk hem nog eens na.")


@blueprint.get(LATER)
@public
def later(error: Invalid | None = None) -> Response:
    """The two ways to go on later; without answers the first step."""
    return _later_page(error=error)


@blueprint.post(f"{LATER}/code")
@public
def give_code() -> Response:
    """A code, shown this once; an earlier one ends."""
    limit("code", _CODES)
    with transaction() as session:
        code = returning.make_code(session, current_token())
    return _later_page(code=code) if code else see_other(START)


@blueprint.post(f"{LATER}/mail")
@public
@comes_back(later)
def mail_link() -> Response:
    """A link by mail. The page says the same whether or not that address takes mail; without a place it asks none."""
    if not _offers_mail():
        return _later_page()
    data = submitted(ResumeInput)
    limit("mail", _MAILS)
    with transaction() as session:
        secret = returning.make_link(session, current_token())
        area = service.find_area(session, current_token())
        if secret and area:
            link = f"{current_app.extensions['config'].origin}{GO_ON}/{secret}?lang={language()}"
            mail.write(session, area.region.id, data.email, RESUME, link, language())
    return _later_page(mailed=True) if secret else see_other(START)


@blueprint.get(GO_ON)
@public
def ask_code(error: Invalid | None = None) -> Response:
    """The field for a code."""
    form = opened({}, error)
    return page("rooms/signup/verder.html", status=form.status, form=form, languages=other_languages())


@blueprint.post(GO_ON)
@public
@comes_back(ask_code)
def go_on() -> Response:
    """Go on by a code."""
    data = submitted(CodeInput)
    source = who_tries()
    limits.check_tries(database(), "host_signup_wrong", source, limit=_WRONG, seconds=_HOUR)
    with transaction() as session:
        token = returning.go_on_by_code(session, data.code)
    if token is None:
        limits.count_try(database(), "host_signup_wrong", source, limit=_WRONG, seconds=_HOUR)
        raise Invalid({"code": _UNKNOWN})
    return _gone_on(token)


@blueprint.get(f"{GO_ON}/<secret>")
@public
def open_return_link(secret: str) -> Response:
    """A page with one button: a scanner of mail that opens the link changes nothing."""
    with reading() as session:
        known = returning.is_known(session, secret)
    return page(
        "rooms/signup/link.html",
        status=200 if known else 404,
        known=known,
        at=request.path,
        languages=other_languages(),
    )


@blueprint.post(f"{GO_ON}/<secret>")
@public
def go_on_by_link(secret: str) -> Response:
    """Go on by a link."""
    limit("link", _CODES)
    with transaction() as session:
        token = returning.go_on_by_link(session, secret)
    return _gone_on(token) if token else open_return_link(secret)


def _gone_on(token: str) -> Response:
    with reading() as session:
        answers = service.read_answers(session, token)
    missing = first_open(answers)
    return remember(see_other(url_of(missing) if missing else CHECK), token)


def _later_page(code: str | None = None, *, mailed: bool = False, error: Invalid | None = None) -> Response:
    with reading() as session:
        answers = service.read_answers(session, current_token())
        has_any = bool(answers or service.read_typed(session, current_token()))
    if not has_any:
        return redirect(START, 302)
    form = opened({}, error)
    return page(
        "rooms/signup/later.html",
        status=form.status,
        form=form,
        code=code,
        mailed=mailed,
        offers_mail=_offers_mail(),
        go_on_at=f"{current_app.extensions['config'].origin}{GO_ON}",
        back=url_of(first_open(answers) or STEPS[-1]),
        languages=other_languages(),
    )


def _offers_mail() -> bool:
    with reading() as session:
        area = service.find_area(session, current_token())
    return area is not None and mail.is_offered(current_app.extensions["config"])
