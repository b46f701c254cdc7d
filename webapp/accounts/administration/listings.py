"""The list of the people of the region: its columns and filters."""

from __future__ import annotations

from webapp.accounts.administration import service as administration
from webapp.accounts.administration.service import Person
from webapp.accounts.labels import role_names
from webapp.accounts.permissions import Role
from webapp.errors import N_
from webapp.web.listing import Column, Listing

PEOPLE = Listing[Person](
    subject="app_user",
    title=N_("Mensen"),
    columns=(
        Column("name", N_("Naam"), lambda one: one.user.name),
        Column("roles", N_("Rollen"), lambda one: one.user.roles, lambda one: role_names(one.user)),
        Column("phone", N_("Telefoon"), lambda one: one.user.phone or None),
        Column("organisation", N_("Organisatie"), lambda one: one.organisation.name),
        Column("active", N_("Heeft toegang"), lambda one: one.user.active),
        Column("has_passkey", N_("Heeft een passkey"), lambda one: one.has_passkey),
    ),
    find=administration.list_people,
    count=administration.count_people,
    id_of=lambda one: one.user.id,
    url_of=lambda one: f"/beheer/mensen/{one.user.id}",
    filters={"role": frozenset(Role), "organisation": None},
)
