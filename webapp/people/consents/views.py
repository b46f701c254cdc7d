"""``/clienten/<id>/toestemming``: what a person agreed to, and what that means for somebody young."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.people import service as people
from webapp.people.consents import service
from webapp.people.consents.inputs import ConsentInput, ConsentRef, GivenBy
from webapp.people.crisis import may_be_minor
from webapp.people.routes import blueprint
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_A_YEAR = timedelta(days=365)


@blueprint.get("/clienten/<uuid:client_id>/toestemming")
@requires(Permission.edit_clients)
def consents(client_id: UUID, error: Invalid | None = None) -> Response:
    """The consents of a client, and the form for another."""
    today = clock.today()
    with reading() as session:
        client = people.require_client(session, actor(), client_id)
        found = service.list_of(session, client)
    ways = service.decides(client, today)
    form = opened({"given_by": ways[0], "given_on": today, "until": today + _A_YEAR}, error)
    return page(
        "people/consents/index.html",
        status=form.status,
        client=client,
        consents=found,
        form=form,
        ways=options(ways),
        is_young=may_be_minor(client.birth_year),
        today=today,
    )


@blueprint.post("/clienten/<uuid:client_id>/toestemming")
@requires(Permission.edit_clients)
@comes_back(consents)
def give(client_id: UUID) -> Response:
    """Note a consent."""
    data = submitted(ConsentInput, client=client_id)
    with transaction() as session:
        consent = service.give(session, actor(), data, operation_id(session, data))
    return see_other(f"/clienten/{consent.client_id}/toestemming")


@blueprint.post("/clienten/toestemming/intrekken")
@requires(Permission.edit_clients)
def withdraw() -> Response:
    """The person withdrew it."""
    data = submitted(ConsentRef)
    with transaction() as session:
        consent = service.withdraw(session, actor(), data)
    return see_other(f"/clienten/{consent.client_id}/toestemming")


@blueprint.post("/clienten/toestemming/verteld")
@requires(Permission.edit_clients)
def tell() -> Response:
    """The other knows of the withdrawal."""
    data = submitted(ConsentRef)
    with transaction() as session:
        consent = service.tell(session, actor(), data)
    return see_other(f"/clienten/{consent.client_id}/toestemming")


def given_by_words(value: str) -> str:
    """The person who agreed, in words."""
    return gettext(GivenBy(value).label)


blueprint.add_app_template_filter(given_by_words)
