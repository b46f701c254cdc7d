"""A demo directory of each region: every need, a crisis number, a secret address, one that asks to be checked."""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.accounts.models import Region
from webapp.db import Session
from webapp.demo.regions import with_worker
from webapp.directory import store
from webapp.directory.inputs import EntryInput
from webapp.directory.models import Entry
from webapp.directory.service import facts
from webapp.validation import read

_DAYTIME = "ma-vr 9:00-17:00"
_ENTRIES: tuple[tuple[str, str, tuple[str, ...], str, str], ...] = (
    # name, provider, needs, hours, more
    (
        "Inloophuis De Lantaarn",
        "Stichting De Lantaarn",
        ("day_shelter", "food", "washing"),
        "ma-za 9:30-16:00",
        "Koffie, douche en een wasmachine.",
    ),
    ("Voedselbank", "Voedselbank", ("food",), "do 13:00-16:00", "Met een aanmelding van het wijkteam."),
    (
        "Wijkteam",
        "Gemeente",
        ("neighbourhood", "money", "housing"),
        _DAYTIME,
        "Voor alle vragen over wonen, geld en hulp.",
    ),
    ("Schuldhulp", "Gemeente", ("debts", "money"), "ma-do 9:00-12:30", "Eerste gesprek zonder afspraak."),
    ("Budgetcoaches", "Vrijwilligers in Geld", ("money", "debts"), "di, do 10:00-15:00", ""),
    ("Energiehulp aan Huis", "Energiehulp", ("energy",), _DAYTIME, "Komt langs met radiatorfolie en tochtstrips."),
    ("Jobcoach", "Werkplein", ("work",), _DAYTIME, ""),
    (
        "Straatdokter",
        "Huisartsen in de buurt",
        ("doctor",),
        "ma, do 10:00-12:00",
        "Ook zonder verzekering en zonder papieren.",
    ),
    ("Tandarts aan de Singel", "Tandartsen in de buurt", ("dentist",), "1e wo 13:00-16:00", "Pijnklachten gaan voor."),
    ("Psychische hulp Oost", "GGZ Oost", ("mental_health",), _DAYTIME, "Met een verwijzing van de huisarts."),
    ("Crisisdienst GGZ", "GGZ Oost", ("mental_health",), "altijd|feestdagen open", ""),
    ("Verslavingszorg", "Zorg bij Verslaving", ("addiction",), _DAYTIME, ""),
    ("Juridisch spreekuur", "Rechtshulp", ("legal",), "wo 18:30-20:30", "Ook voor een nieuw identiteitsbewijs."),
    ("Hulp aan huis, dag en nacht", "Thuisbegeleiding", ("home_support",), "altijd|feestdagen open", ""),
    ("Jongerenpunt", "Jongerenwerk", ("youth", "housing", "work"), "ma-vr 12:00-20:00", "Van 16 tot en met 26 jaar."),
    ("Vrouwenopvang", "Vrouwenopvang", ("safety",), "altijd|feestdagen open", "Bel: het adres is geheim."),
)
_CRISIS = ("Crisisdienst GGZ", "Vrouwenopvang")


def make(session: Session) -> None:
    """Make each region's directory, once."""
    for region, worker in with_worker(session):
        if store.list_entries(session, region.id, also_stopped=True):
            continue
        for number, (name, provider, needs, hours, note) in enumerate(_ENTRIES, 20):
            secret = name == "Vrouwenopvang"
            data = {
                "name": f"{name} (demo)",
                "provider": f"{provider} (demo)",
                "needs": list(needs),
                "phone": f"{region.help_phone.split(' ')[0]} 000 00 {number}",
                "is_crisis": name in _CRISIS,
                "is_secret": secret,
                "hours": hours,
                "note": note,
                **({} if secret else _address(region, number)),
            }
            old = number % 7 == 0
            session.add(
                Entry(
                    region_id=region.id,
                    organisation_id=worker.organisation_id,
                    checked_on=clock.today() - timedelta(days=240 if old else number),
                    checked_by=worker.name,
                    **facts(read(EntryInput, data)),
                )
            )
        session.flush()


def _address(region: Region, number: int) -> dict[str, str]:
    town = region.municipalities[number % len(region.municipalities)]
    return {"street": f"Voorbeeldstraat {number}", "postcode": "1200 AA", "town": town}
