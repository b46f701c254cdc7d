"""``/kamers/aanbieden/jongeren``: the public page; what a youth shows there; and the switch of a region."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms import words
from webapp.rooms.routes import blueprint
from webapp.rooms.showing import service
from webapp.rooms.showing.inputs import ShowInput, SwitchInput
from webapp.web import choices
from webapp.web.access import public, requires
from webapp.web.forms import opened, submitted
from webapp.web.i18n import other_languages
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/aanbieden/jongeren"
SWITCH = "/kamers/openbaar"
_OF_YOUTH = "/kamers/verzoeken/<uuid:request_id>/openbaar"


@blueprint.get(HOME)
@public
def looking_youths() -> Response:
    """Who looks for a room, in fixed words, by region; nobody where too few agreed."""
    with reading() as session:
        areas = service.list_areas(session)
    return page("rooms/showing/public.html", areas=areas, choices=choices, all_words=words, languages=other_languages())


@blueprint.get(_OF_YOUTH)
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def shown_of_youth(request_id: UUID, error: Invalid | None = None) -> Response:
    """What a youth shows on the public page, as it will stand there."""
    with reading() as session:
        asked, row = service.read_shown(session, actor(), request_id)
        is_on = service.is_on(session, asked.region_id)
    begin = {"attention": row.attention, "day_activity": row.day_activity} if row else {}
    form = opened(begin, error)
    return page(
        "rooms/showing/youth.html",
        status=form.status,
        form=form,
        asked=asked,
        row=row,
        is_on=is_on,
        fewest=service.FEWEST,
        attention=choices.options(words.Attention),
        activities=choices.options(words.DayActivity),
        choices=choices,
        all_words=words,
    )


@blueprint.post(_OF_YOUTH)
@requires(Permission.request_rooms, Permission.coordinate_rooms)
@comes_back(shown_of_youth)
def show_youth(request_id: UUID) -> Response:
    """Show the youth, as they agreed."""
    data = submitted(ShowInput)
    with transaction() as session:
        service.publish(session, actor(), request_id, data)
    return see_other(f"/kamers/verzoeken/{request_id}/openbaar")


@blueprint.post(f"{_OF_YOUTH}/eraf")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def take_youth_off(request_id: UUID) -> Response:
    """Take the youth off the page."""
    with transaction() as session:
        service.take_off(session, actor(), request_id)
    return see_other(f"/kamers/verzoeken/{request_id}/openbaar")


@blueprint.get(SWITCH)
@requires(Permission.coordinate_rooms)
def show_switch() -> Response:
    """Whether this region shows youths, and how many are ready."""
    with reading() as session:
        number, is_on = service.count_shown(session, actor()), service.is_on(session, actor().region_id)
    return page("rooms/showing/switch.html", number=number, is_on=is_on, fewest=service.FEWEST)


@blueprint.post(SWITCH)
@requires(Permission.coordinate_rooms)
def set_switch() -> Response:
    """Switch it."""
    data = submitted(SwitchInput)
    with transaction() as session:
        service.switch(session, actor(), data)
    return see_other(SWITCH)
