"""The columns of a waiting list, and the values that people write in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp.bsn import holds_bsn
from webapp.errors import N_
from webapp.placements.kind import Urgency
from webapp.sheets.table import clean
from webapp.text import fold
from webapp.words import Worded


class Column(Worded):
    """A field that a column can fill."""

    person = "person", N_("Naam of alias")
    since = "since", N_("Aangemeld op")
    decided = "decided", N_("Besluit op")
    urgency = "urgency", N_("Hoe dringend")
    interim = "interim", N_("Hulp intussen")
    municipality = "municipality", N_("Gemeente")
    programme = "programme", N_("Voorziening")


_KNOWN = {
    Column.person: "naam|client|wie|persoon|alias|roepnaam|naam client|naam of alias|name|person",
    Column.since: "aangemeld|aanmelddatum|aangemeld op|wacht sinds|datum aanmelding|instroomdatum|sinds|waiting since",
    Column.decided: "besluit|besluitdatum|besluit op|datum besluit|beschikking|datum beschikking|decided on",
    Column.urgency: "urgentie|hoe dringend|dringend|prioriteit|spoed|urgency",
    Column.interim: "hulp intussen|overbrugging|overbruggingszorg|interim|interim support",
    Column.municipality: "gemeente|gemeente van voorkeur|municipality",
    Column.programme: "voorziening|programma|soort plek|programme",
}
_FIELDS = {fold(head): field for field, heads in _KNOWN.items() for head in heads.split("|")}
_URGENCY = {
    **{fold(word): one for one in Urgency for word in (one.value, one.label)},
    **dict.fromkeys(("urgent", "hoog", "ja", "j", "x", "1"), Urgency.urgent),
    **dict.fromkeys(("", "laag", "nee", "n", "geen", "regulier", "normaal", "0"), Urgency.normal),
    **dict.fromkeys(("acuut", "nood"), Urgency.crisis),
}
_YES = {**dict.fromkeys(("ja", "j", "x", "1", "yes", "true", "waar"), True)}
_NO = ("", "nee", "n", "0", "no", "false", "onwaar", "geen")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SHEET_BEGAN = date(1899, 12, 30)
_FIRST = date(1990, 1, 1)


@dataclass(frozen=True)
class Entry:
    """A row of a waiting list that can be read."""

    name: str
    since: date
    decided: date | None
    urgency: Urgency
    interim: bool
    municipality: str
    programme: UUID


class Refused(Exception):
    """A row that nobody can be made of; the message is Dutch."""


def recognise(heads: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """The field of each heading, '' for none; a field is filled by one column, the first."""
    found: list[str] = []
    for head in heads:
        key = fold(head)
        field = remembered.get(key, _FIELDS[key].value if key in _FIELDS else "")
        found.append("" if field in found else field)
    return found


def read_entry(
    said: Mapping[str, str],
    today: date,
    towns: Collection[str],
    programmes: Mapping[str, UUID],
    programme: UUID,
) -> Entry:
    """A row by field. ``towns`` of the region; ``programmes`` by ``programme_key``; ``programme`` where none is named.

    Raises:
        Refused: with the reason.
    """
    name = _name(said.get("person", ""))
    since, decided = _days(said, today)
    urgency = _URGENCY.get(fold(said.get("urgency", "")))
    if urgency is None:
        raise Refused(N_("Hoe dringend het is, is niet te lezen. Schrijf crisis, spoed of gewoon."))
    interim = fold(said.get("interim", ""))
    if interim not in _YES and interim not in _NO:
        raise Refused(N_("Bij hulp intussen staat geen ja of nee."))
    wanted = fold(said.get("municipality", ""))
    town = next((one for one in towns if fold(one) == wanted), "")
    if wanted and not town:
        raise Refused(N_("Deze gemeente is niet van deze regio."))
    named = programme_key(said.get("programme", ""))
    if named and named not in programmes:
        raise Refused(N_("Deze voorziening is niet van jullie, of heeft geen wachtlijst."))
    return Entry(name, since, decided, urgency, interim in _YES, town, programmes.get(named, programme))


def _name(text: str) -> str:
    name = " ".join(clean(text).split())
    if not name:
        raise Refused(N_("Er staat geen naam of alias."))
    if len(name) > 200:
        raise Refused(N_("De naam is te lang."))
    if holds_bsn(name):
        raise Refused(N_("In de naam staat een nummer dat een BSN kan zijn."))
    return name


def _days(said: Mapping[str, str], today: date) -> tuple[date, date | None]:
    since = read_day(said.get("since", ""))
    if since is None:
        raise Refused(N_("Er staat geen dag van aanmelding die te lezen is, zoals 3-11-2026."))
    decided = read_day(said.get("decided", ""))
    if said.get("decided", "") and decided is None:
        raise Refused(N_("De dag van het besluit is niet te lezen. Schrijf die zoals 3-11-2026."))
    if not _FIRST <= since <= today or (decided and not since <= decided <= today):
        raise Refused(N_("Een dag kan niet: het besluit is na de aanmelding, en geen van beide na vandaag."))
    return since, decided


def programme_key(name: str) -> str:
    """The name of a programme to compare: a plus at its end counts, spaces and capitals do not."""
    return " ".join(name.split()).casefold()


def read_day(text: str) -> date | None:
    """The day that a cell says, in the ways that sheets and people write one; None for any other text."""
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()[:3]))
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if _SERIAL.fullmatch(text):
            return _SHEET_BEGAN + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return None
    return None
