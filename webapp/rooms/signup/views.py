"""The host's sign-up: public, one thing per page, works without scripts."""

from __future__ import annotations

from flask import abort, current_app, redirect, request
from flask_babel import format_decimal
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp import clock
from webapp.errors import Invalid
from webapp.mail.service import is_offered
from webapp.rooms.portal import service as portal
from webapp.rooms.retention.store import longest_terms
from webapp.rooms.routes import blueprint
from webapp.rooms.signup import choices, counting, facts, labels, service
from webapp.rooms.signup.steps import BY_SLUG, STEPS, Answers, Step, first_open, number_of
from webapp.web import limits
from webapp.web.access import public
from webapp.web.browsers import who_tries
from webapp.web.forms import Form, submitted
from webapp.web.i18n import HOST_LANGUAGES, language, other_languages
from webapp.web.page import invalid, page, see_other
from webapp.web.store import database, reading, transaction

START = "/kamers/aanbieden"
CHECK = f"{START}/controle"
THANKS = f"{START}/bedankt"
LATER, KNOW = f"{START}/later", f"{START}/weten"
_HOUR = 3600
_BACK, _LATER, _SKIP, _COUNT = "vorige", "later", "overslaan", "reken"
_LONGEST, _MOST_VALUES = 5000, 60
"""The bounds of the values kept of an unfinished page."""
_STARTS, _POSTS, _SENDS = 30, 240, 10
"""New sign-ups, answers and finished sign-ups an address may make in an hour."""


@blueprint.get(START)
@public
def offer() -> Response:
    """The first step; says so when this device has answers already."""
    answers = _answers()
    with reading() as session:
        going_on = bool(answers or service.read_typed(session, current_token()))
    lost = "kwijt" in request.args and not going_on
    return _step_page(STEPS[0], answers, going_on=going_on, lost=lost)


@blueprint.get(f"{START}/<slug>")
@public
def offer_step(slug: str) -> Response:
    """One step; a skipped earlier step comes first."""
    step = BY_SLUG.get(slug) or abort(404)
    if step is STEPS[0]:
        return redirect(START, 302)
    answers = _answers()
    missing = first_open(answers)
    if missing and number_of(missing) < number_of(step):
        return redirect(url_of(missing) if answers else f"{START}?kwijt=1", 302)
    return _step_page(step, answers)


@blueprint.post(START)
@public
def answer_first() -> Response:
    """Answer the first step."""
    return _answer(STEPS[0])


@blueprint.post(f"{START}/<slug>")
@public
def answer_step(slug: str) -> Response:
    """Answer one of the others."""
    return _answer(BY_SLUG.get(slug) or abort(404))


@blueprint.get(CHECK)
@public
def check() -> Response:
    """Everything once more before it is sent."""
    return _check_page(_answers())


@blueprint.post(CHECK)
@public
def send() -> Response:
    """Send; a second time brings the same page of thanks."""
    with reading() as session:
        if service.sent_host(session, current_token()):
            return see_other(THANKS)
    limit("send", _SENDS)
    try:
        with transaction() as session:
            service.send(session, current_token(), language(), _mail_from())
    except service.NotComplete as error:
        return see_other(url_of(error.step))
    except Invalid:
        return see_other(START)
    return see_other(THANKS)


@blueprint.get(THANKS)
@public
def thanks() -> Response:
    """The next steps, after sending."""
    with reading() as session:
        host = service.sent_host(session, current_token())
        area = next((a for a in service.list_areas(session) if host and a.region.id == host.region_id), None)
    if host is None:
        return redirect(START, 302)
    return page("rooms/signup/thanks.html", name=host.name, host=host, area=area)


@blueprint.post(THANKS)
@public
def to_own_page() -> Response:
    """From the browser that signed up to the host's own page, by a new link."""
    limit("own_page", _SENDS)
    with transaction() as session:
        host = service.sent_host(session, current_token())
        secret = portal.make_link(session, host) if host else None
    return see_other(f"{portal.OWN}/{secret}" if secret else START)


@blueprint.get(KNOW)
@public
def good_to_know() -> Response:
    """What a host should know: expectations, rent, tax, benefits, privacy."""
    tax = facts.tax_free(clock.today().year)
    with reading() as session:
        months, weeks = longest_terms(session)
    return page("rooms/signup/weten.html", tax=tax, amount=format_decimal(tax.amount), months=months, weeks=weeks)


@blueprint.post(f"{START}/opnieuw")
@public
def start_again() -> Response:
    """Forget the answers on this device."""
    with transaction() as session:
        service.discard(session, current_token())
    response = see_other(START)
    response.delete_cookie(_cookie(), path="/")
    return response


def url_of(step: Step) -> str:
    """The address of a step."""
    return START if step is STEPS[0] else f"{START}/{step.slug}"


def _answer(step: Step) -> Response:
    limit("answer", _POSTS)
    answers = _answers()
    if not answers:
        limit("start", _STARTS)
    leaves = _leaves_for(step)
    if leaves and step.slug not in answers:
        return _leave(step, leaves)
    try:
        skips = step.can_be_skipped and request.form.get("_naar") == _SKIP
        data = step.input() if skips else submitted(step.input)
        with transaction() as session:
            token = service.save_step(session, current_token(), step, data, choices.VIA.get(_via(), ""))
    except Invalid as error:
        if leaves and "_van" not in request.form:
            return _leave(step, leaves)
        return _step_page(step, answers, form=Form(request.form, error))
    if leaves:
        return remember(see_other(leaves), token)
    if step.can_be_skipped and request.form.get("_naar") == _COUNT:
        here = "?van=controle" if "_van" in request.form else ""
        return remember(see_other(f"{url_of(step)}{here}"), token)
    last = step is STEPS[-1] or request.form.get("_van") == "controle"
    response = see_other(CHECK if last else url_of(STEPS[number_of(step)]))
    return remember(response, token)


def _leaves_for(step: Step) -> str:
    """The target of a button that leaves the step: back, another language, or later; '' when it goes on."""
    wanted = request.form.get("_naar", "")
    if wanted in HOST_LANGUAGES:
        return f"{url_of(step)}?lang={wanted}" + ("&van=controle" if "_van" in request.form else "")
    if wanted == _LATER:
        return LATER
    if wanted != _BACK:
        return ""
    return CHECK if "_van" in request.form else _before(step)


def _leave(step: Step, place: str) -> Response:
    """Leave a step unfinished: the typed values stay on this device, right or wrong."""
    typed = [
        (name, value[:_LONGEST]) for name, value in request.form.items(multi=True) if name in step.input.model_fields
    ]
    if not any(value.strip() for _, value in typed) and step.slug not in _answers():
        return see_other(place)
    with transaction() as session:
        token = service.keep_typed(session, current_token(), step, typed[:_MOST_VALUES], choices.VIA.get(_via(), ""))
    return remember(see_other(place), token)


def _via() -> str:
    """The word of the link that led here, as the address or the first form has it; '' for none that is known."""
    word = request.args.get("via") or request.form.get("_via", "")
    return word if word in choices.VIA else ""


def _before(step: Step) -> str:
    return url_of(STEPS[number_of(step) - 2]) if number_of(step) > 1 else "/"


def _step_page(
    step: Step, answers: Answers, form: Form | None = None, *, going_on: bool = False, lost: bool = False
) -> Response:
    with reading() as session:
        areas = service.list_areas(session)
    place = answers.get("waar", {}).get("municipality", "")
    here = next((area for area in areas if place in area.region.municipalities), None)
    show = invalid if form else page
    return show(
        f"rooms/signup/{step.slug}.html",
        own=service.OwnAnswers(current_token() or "") if answers else None,
        step=step,
        number=number_of(step),
        total=len(STEPS),
        form=form or _shown(step, answers, here),
        from_check=request.values.get("van" if not form else "_van") == "controle",
        areas=[here] if here else areas,
        via=_via(),
        lives_in=answers.get("huis", {}).get("host_lives_in", False),
        languages=other_languages(),
        next_open=url_of(first_open(answers) or STEPS[0]) if first_open(answers) else CHECK,
        going_on=going_on,
        lost=lost,
        **choices.choices(areas, here),
        **(choices.count_page(answers) if step.slug == counting.SLUG else {}),
    )


def _shown(step: Step, answers: Answers, here: service.Area | None) -> Form:
    """A step as it was left, answered or not."""
    with reading() as session:
        typed = service.read_typed(session, current_token()).get(step.slug)
        via = service.read_via(session, current_token())
    if step.slug == counting.SLUG and not typed:
        return Form(counting.form_facts(answers))
    return Form(MultiDict(typed)) if typed else Form(answers.get(step.slug) or choices.defaults(step, here, via))


def _check_page(answers: Answers) -> Response:
    missing = first_open(answers)
    if missing:
        return redirect(url_of(missing) if answers else f"{START}?kwijt=1", 302)
    with reading() as session:
        areas = service.list_areas(session)
        here = next((a for a in areas if answers["waar"]["municipality"] in a.region.municipalities), None)
        organisation = service.answering_organisation(session, here) if here else ""
    return page(
        "rooms/signup/controle.html",
        own=service.OwnAnswers(current_token() or ""),
        steps=[(step, url_of(step)) for step in STEPS],
        pairs=labels.answer_pairs(answers),
        organisation=organisation,
        back=url_of(STEPS[-1]),
    )


def _answers() -> Answers:
    with reading() as session:
        return service.read_answers(session, current_token())


def limit(what: str, most: int) -> None:
    """Count one try of this source; raises ``TooMany`` over so many an hour."""
    limits.count_try(database(), f"host_signup_{what}", who_tries(), limit=most, seconds=_HOUR)


def _mail_from() -> str:
    """The origin of mailed links; '' when nothing is mailed here."""
    config = current_app.extensions["config"]
    return str(config.origin) if is_offered(config) else ""


def _cookie() -> str:
    return f"{current_app.extensions['config'].cookie_prefix}aanbieden"


def current_token() -> str | None:
    """The token of this browser's sign-up."""
    return request.cookies.get(_cookie())


def remember(response: Response, token: str) -> Response:
    """Give this browser the sign-up."""
    response.set_cookie(
        _cookie(),
        token,
        max_age=int(service.KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=current_app.extensions["config"].secure,
        path="/",
    )
    return response
