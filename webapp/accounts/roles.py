"""The work of each role here, in one sentence and a picture: for choosing a role and for an empty home."""

from __future__ import annotations

from webapp.accounts.permissions import Role
from webapp.errors import N_

ROLE_WORK = {
    Role.street_nurse: N_("Legt contacten op straat vast, ook zonder netwerk, en zoekt een bed voor vannacht."),
    Role.youth_worker: N_("Legt contacten met jongeren vast en vraagt een bed of een kamer."),
    Role.shelter_worker: N_("Telt de vrije bedden van de eigen opvang en beantwoordt aanvragen."),
    Role.coordinator: N_("Kent de verhuurders, de kamers en de jongeren die een kamer zoeken."),
    Role.volunteer: N_("Ziet de vrije bedden van vannacht."),
    Role.host: N_("Biedt een kamer aan en ziet de eigen aanmelding."),
    Role.debt_worker: N_("Gaat langs bij mensen met betalingsachterstanden."),
    Role.placement_officer: N_("Houdt de wachtlijst bij en biedt een plek aan."),
    Role.policy_officer: N_("Leest de cijfers van de regio, nooit over één persoon."),
    Role.administrator: N_("Nodigt mensen uit en beheert organisaties en locaties. Ziet geen gegevens van gasten."),
    Role.privacy_officer: N_("Kijkt na wie gegevens las. Heeft geen andere rol."),
}

ROLE_ICONS = {
    Role.street_nurse: "heart",
    Role.youth_worker: "people",
    Role.shelter_worker: "bed",
    Role.coordinator: "room",
    Role.volunteer: "person",
    Role.host: "key",
    Role.debt_worker: "letter",
    Role.placement_officer: "list",
    Role.policy_officer: "chart",
    Role.administrator: "settings",
    Role.privacy_officer: "search",
}
