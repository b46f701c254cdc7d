"""The choices of an administrator on the form of a house: organisation, municipality, staff."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext

from webapp.accounts import store
from webapp.db import Session
from webapp.text import in_order
from webapp.web.choices import Choices


def house_choices(session: Session, region_id: UUID) -> dict[str, Choices]:
    """The organisations, municipalities and shelter workers of a region."""
    region = store.find_region(session, region_id)
    towns = in_order(region.municipalities) if region else []
    organisations = store.list_organisations(session, region_id)
    return {
        "organisations": [("", gettext("Kies")), *((str(one.id), one.name) for one in organisations)],
        "municipalities": [("", gettext("Kies")), *((town, town) for town in towns)],
        "workers": [(str(user.id), user.name) for user in store.list_shelter_workers(session, region_id)],
    }
