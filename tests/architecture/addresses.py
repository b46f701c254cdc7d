"""The addresses of the application, and a user of every role to ask them."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import Rule

from webapp.accounts.permissions import Role

USERS = {
    "straatverpleegkundige": Role.street_nurse,
    "jongerenwerker": Role.youth_worker,
    "opvang": Role.shelter_worker,
    "coordinator": Role.coordinator,
    "vrijwilliger": Role.volunteer,
    "verhuurder": Role.host,
    "vroegsignaleerder": Role.debt_worker,
    "plaatsing": Role.placement_officer,
    "beleid": Role.policy_officer,
    "beheer": Role.administrator,
    "privacy": Role.privacy_officer,
}

STRANGER = "0197fa3e-0000-7000-8000-000000000000"


def address(rule: Rule) -> str:
    """The rule's address, with an id that nothing has."""
    values = {
        name: STRANGER if "UUID" in type(converter).__name__ else "geen" for name, converter in rule._converters.items()
    }
    built = rule.build(values, append_unknown=False)
    assert built, rule
    return str(built[1])


def rules(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
