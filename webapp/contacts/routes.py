"""The blueprint of contacts, and the words that its templates use."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint
from flask_babel import gettext

from webapp import clock
from webapp.contacts import labels
from webapp.contacts.store import Entry

blueprint = Blueprint("contacts", __name__)
MAX_WORDS = 100
"""The number of characters of ``?zoek=`` that count."""


@blueprint.app_template_filter("who")
def who(entry: Entry) -> str:
    """The name of the person of a contact."""
    return labels.who(entry.contact, entry.client)


@blueprint.app_template_filter("contact_title")
def contact_title(entry: Entry) -> str:
    """The title of one contact."""
    if entry.contact.client_id is None and not entry.contact.alias:
        return str(gettext("Anoniem contact"))
    return str(gettext("Contact met %(who)s", who=who(entry)))


@blueprint.app_template_filter("contact_word")
def contact_word(value: Any, field: str) -> str:
    """A value of a contact's field in words."""
    return labels.value_words(field, value)


@blueprint.app_template_filter("is_past")
def is_past(day: date) -> bool:
    """True when a day is before today."""
    return day < clock.today()
