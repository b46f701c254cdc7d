"""Pages of contacts: everything the blueprint serves."""

from __future__ import annotations

from webapp.contacts import contact_views
from webapp.contacts.clinical import views as clinical_views
from webapp.contacts.emergency import views as emergency_views
from webapp.contacts.late import views as late_views
from webapp.contacts.new_clients import views as new_client_views
from webapp.contacts.routes import blueprint

__all__ = [
    "blueprint",
    "clinical_views",
    "contact_views",
    "emergency_views",
    "late_views",
    "new_client_views",
]
