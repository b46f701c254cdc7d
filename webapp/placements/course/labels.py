"""Placements in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from flask_babel import format_date, gettext, ngettext

from webapp import clock
from webapp.errors import N_
from webapp.placements.course.service import Entry
from webapp.placements.homes.models import Home, HomeKind, LeaseHolder, Suits
from webapp.placements.kind import CONTRACT, LISTS, OFFER, PLACEMENT, Exit, Parked, Urgency
from webapp.placements.programmes.models import ProgrammeTerms
from webapp.placements.support.models import SupportKind
from webapp.placements.waiting.order import Ahead
from webapp.text import isolate
from webapp.trajectories.kinds import PARK, RESUME, TAKE_BACK
from webapp.web.choices import Choices, label_of, listed, options
from webapp.words import Worded

_ORDINALS = (
    N_("eerste"), N_("tweede"), N_("derde"), N_("vierde"), N_("vijfde"), N_("zesde"),
    N_("zevende"), N_("achtste"), N_("negende"), N_("tiende"), N_("elfde"), N_("twaalfde"),
)  # fmt: skip
_BADGES = {
    "referral": ("wait", "clock"),
    "decision": ("wait", "clock"),
    "waiting": ("cold", "list"),
    "offer": ("wait", "key"),
    "placed": ("ok", "check"),
    "nomination": ("cold", "room"),
    "contract": ("wait", "edit"),
}
_EVENTS = {
    PARK: N_("geparkeerd"),
    RESUME: N_("weer beschikbaar"),
    TAKE_BACK: N_("teruggenomen"),
}


def state_words(state: str) -> str:
    """A standing in words."""
    return gettext(PLACEMENT.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("off", "info"))


def urgency_words(urgency: str) -> str:
    """An urgency in words."""
    return label_of(Urgency, urgency)


def answer_words(step: str, answer: str) -> str:
    """An answer that was given, in words."""
    if answer in _EVENTS:
        return gettext(_EVENTS[answer])
    found = PLACEMENT.step(step).find(answer)
    return gettext(found.label) if found else answer


def reason_words(step: str, answer: str, reason: str) -> str:
    """The reason of an answer in words; a reason of the programme's own stands as it was written."""
    name = "parked" if answer == PARK else _list_of(step, answer)
    return _one_of(LISTS.get(name), reason)


def end_words(entry: Entry) -> str:
    """The reason of the end, in words; '' for one that goes on."""
    kinds = {"exit": "exit", "withdrawn": "withdrawn", "no": "refused"}
    return _one_of(LISTS.get(kinds.get(entry.row.state, "")), entry.row.end_reason)


def exit_words(reason: str) -> str:
    """The reason of an exit, in words."""
    return label_of(Exit, reason)


def _one_of(kind: type[Worded] | None, reason: str) -> str:
    if not reason:
        return ""
    return label_of(kind, reason) if kind and reason in set(kind) else reason


def _list_of(step: str, answer: str) -> str:
    found = PLACEMENT.step(step).find(answer)
    return found.reasons if found else ""


def reasons(step: str, answers: list[str], terms: ProgrammeTerms | None) -> dict[str, Choices]:
    """Answer → the reasons to choose from."""
    own = [(one, one) for one in terms.reasons] if terms else []
    found = {word: "parked" if word == PARK else _list_of(step, word) for word in answers}
    return {word: [*options(LISTS[name]), *(own if name == "declined" else [])] for word, name in found.items() if name}


def long_day(day: date) -> str:
    """'3 maart', with the year when it is another."""
    return str(format_date(day, "d MMMM" if day.year == clock.today().year else "d MMMM y"))


def ordinal(position: int) -> str:
    """'zesde', '13e'."""
    if position <= len(_ORDINALS):
        return gettext(_ORDINALS[position - 1])
    return gettext("%(number)se", number=position)


def order_sentence(entry: Entry) -> str:
    """The place in line and why: 'staat zesde: spoed, wacht sinds 3 maart'."""
    parts = [
        urgency_words(entry.row.urgency).lower(),
        gettext("wacht sinds %(day)s", day=long_day(entry.row.referred_on)),
        *_also(entry),
    ]
    why = ", ".join(parts)
    if entry.position is None:
        return why
    return gettext("staat %(place)s: %(why)s", place=ordinal(entry.position), why=why)


def _also(entry: Entry) -> list[str]:
    row, found = entry.row, []
    if row.declined:
        found.append(ngettext("zei %(num)s keer nee", "zei %(num)s keer nee", row.declined))
    if row.parked_until and row.is_parked(clock.today()):
        found.append(gettext("geparkeerd tot en met %(day)s", day=long_day(row.parked_until)))
    if row.state == OFFER:
        found.append(gettext("kreeg een aanbod"))
    return found


def why_waits(entry: Entry) -> str:
    """The reason that somebody still waits, in one sentence."""
    row, today = entry.row, clock.today()
    if entry.who and entry.who.has_died:
        return gettext("Overleden, volgens wie met deze persoon werkt.")
    if row.parked_until and row.is_parked(today):
        why = label_of(Parked, row.parked_for) if row.parked_for in set(Parked) else row.parked_for
        return gettext("Geparkeerd tot en met %(day)s: %(why)s.", day=long_day(row.parked_until), why=why.lower())
    if not entry.programme.is_open(today):
        return gettext("De voorziening is gestopt, en niemand vertelde het deze persoon nog.")
    return _why_no_place(entry)


def _why_no_place(entry: Entry) -> str:
    row = entry.row
    if row.state == OFFER:
        return gettext("Er ligt een aanbod; het antwoord is er nog niet.")
    if row.declined:
        return ngettext("Wilde %(num)s aanbod niet.", "Wilde %(num)s keer een aanbod niet.", row.declined)
    if row.municipality:
        return gettext("Nog geen plek aangeboden; wil wonen in %(town)s.", town=row.municipality)
    return gettext("Nog geen plek aangeboden.")


def ahead_sentences(ahead: Ahead) -> list[str]:
    """The people before somebody, and why."""
    if ahead.position == 1:
        return [gettext("Niemand staat voor deze persoon.")]
    found = []
    if ahead.more_urgent:
        found.append(ngettext("%(num)s is dringender.", "%(num)s zijn dringender.", ahead.more_urgent))
    if ahead.longer:
        found.append(
            ngettext(
                "%(num)s is even dringend en wacht langer.",
                "%(num)s zijn even dringend en wachten langer.",
                ahead.longer,
            )
        )
    return found


_PARTIES = {
    "tenant": N_("huurder"),
    "landlord": N_("verhuurder"),
    "care": N_("zorg"),
}
_BUTTONS = {
    ("referral", "yes"): N_("In behandeling nemen"),
    ("referral", "waits"): N_("Op de wachtlijst zetten"),
    ("referral", "begins"): N_("Beginnen"),
    ("referral", "no"): N_("Afwijzen"),
    ("decision", "yes"): N_("Toelaten: op de wachtlijst"),
    ("decision", "nominates"): N_("Toelaten en voordragen voor een woning"),
    ("decision", "no"): N_("Afwijzen"),
    ("waiting", "no"): N_("Van de wachtlijst halen"),
    ("offer", "yes"): N_("Ja op het aanbod"),
    ("offer", "no"): N_("Nee op het aanbod"),
    ("offer", "lapsed"): N_("Aanbod laten vervallen"),
    ("placed", "exit_ready"): N_("Klaar om uit te stromen"),
    ("placed", "exit"): N_("Uitgestroomd"),
    ("nomination", "back"): N_("Toch nog niet klaar"),
    ("nomination", "exit"): N_("Uitgestroomd"),
    ("contract", "yes"): N_("Getekend"),
    ("contract", "no"): N_("Tekent niet"),
    ("contract", "lapsed"): N_("Woning laten vervallen"),
}
_ALWAYS = {
    "withdrawn": N_("Intrekken"),
    PARK: N_("Parkeren"),
    RESUME: N_("Weer beschikbaar"),
}


def button_words(step: str, answer: str) -> str:
    """The words of the button that gives an answer."""
    return gettext(_BUTTONS.get((step, answer)) or _ALWAYS[answer])


def home_words(home: Home) -> str:
    """A home in a list to choose from."""
    kind = label_of(HomeKind, home.kind)
    return ", ".join(filter(None, (isolate(home.name), home.municipality, kind, listed_suits(home))))


def kind_words(kind: str) -> str:
    """A kind of home, in words."""
    return label_of(HomeKind, kind)


def home_facts(home: Home) -> str:
    """The rest about a home in a list: its kind, its landlord and whom it suits."""
    return ", ".join(filter(None, (kind_words(home.kind), isolate(home.corporation), listed_suits(home))))


def listed_suits(home: Home) -> str:
    """The people that a home suits, in words; '' when nobody said."""
    return listed(Suits, home.suits) if home.suits else ""


def holder_words(holder: str) -> str:
    """The holder of a lease, in words."""
    return label_of(LeaseHolder, holder) if holder else gettext("niet bekend")


def offer_words(state: str) -> str:
    """The standing of an offer, in words."""
    return gettext(_OFFERS[state])


_OFFERS = {
    "open": N_("wacht op antwoord"),
    "yes": N_("aangenomen"),
    "no": N_("niet aangenomen"),
    "lapsed": N_("vervallen"),
    "withdrawn": N_("ingetrokken"),
}


def support_words(kind: str) -> str:
    """A kind of support, in words."""
    return label_of(SupportKind, kind)


def party_words(party: str) -> str:
    """A party that signs, in words."""
    return gettext(_PARTIES.get(party, party))


def parties_for(step: str, answer: str, spoken_for: Collection[str], given: Collection[str]) -> list[str]:
    """The parties with a button of their own: of a contract each that did not sign yet; else one, unnamed."""
    found = PLACEMENT.step(step).find(answer)
    if step != CONTRACT or found is None or found.by:
        return [""]
    return [one for one in PLACEMENT.step(step).by if one in spoken_for and one not in given]
