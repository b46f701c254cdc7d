"""The directory as a list: for programs by the names of the contract, and as a file that can come in again."""

from __future__ import annotations

from webapp.directory import flat_file, opening, store
from webapp.directory.kinds import Need
from webapp.directory.models import Entry
from webapp.errors import N_
from webapp.web.choices import listed
from webapp.web.listing import Column, Listing

DIRECTORY = Listing[Entry](
    subject="directory_entry",
    title=N_("Wegwijzer"),
    columns=(
        Column("name", N_("Naam"), lambda entry: entry.name),
        Column("provider", N_("Van wie"), lambda entry: entry.provider),
        Column("phone", N_("Telefoon"), lambda entry: entry.phone),
        Column("needs", N_("Waarvoor"), lambda entry: entry.needs, lambda entry: listed(Need, entry.needs)),
        Column("municipalities", N_("Gemeenten"), lambda entry: entry.municipalities),
        Column("hours", N_("Open"), lambda entry: entry.hours),
        Column("open_now", N_("Nu open"), lambda entry: opening.is_open(entry, opening.local_now())),
        Column("checked_on", N_("Nagekeken op"), lambda entry: entry.checked_on),
    ),
    find=store.find_entries,
    count=store.count_entries,
    id_of=lambda entry: entry.id,
    url_of=lambda entry: f"/wegwijzer/{entry.id}",
    filters={"need": set(Need), "municipality": None, "open": {"nu"}},
    also={"behoefte": "need", "gemeente": "municipality"},
    table=flat_file.write,
)
