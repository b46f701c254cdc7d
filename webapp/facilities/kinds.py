"""The words of respite and small facilities: every enumeration with its Dutch label."""

from __future__ import annotations

from enum import StrEnum

from webapp.errors import N_


class FacilityKind(StrEnum):
    """What a facility is: short stays of people who live on their own, or a small home for heavy care-avoiders."""

    respite = "respite"
    small_home = "small_home"


class Referrer(StrEnum):
    """Who sent a guest to respite."""

    gp = "gp"
    hospital = "hospital"
    neighbourhood_team = "neighbourhood_team"
    street_nurse = "street_nurse"
    self = "self"
    other = "other"


class Outcome(StrEnum):
    """Where a guest went after respite."""

    home = "home"
    hospital = "hospital"
    other_care = "other_care"
    shelter = "shelter"
    unknown = "unknown"


class Metric(StrEnum):
    """A number that a person enters for a week (visitors) or a month (all the others)."""

    visitors = "visitors"
    occupied = "occupied"
    incidents = "incidents"
    nuisance = "nuisance"
    police = "police"
    self_reliance = "self_reliance"
    """The mean of the residents on the self-reliance matrix, 1 to 5, kept in tenths."""


MONTHLY = (Metric.occupied, Metric.incidents, Metric.nuisance, Metric.police, Metric.self_reliance)

FACILITY_LABELS = {
    FacilityKind.respite: N_("Respijt"),
    FacilityKind.small_home: N_("Kleine voorziening"),
}
FACILITY_TEXTS = {
    FacilityKind.respite: N_("Korte verblijven van mensen die zelf wonen"),
    FacilityKind.small_home: N_("Kleine voorziening: alleen bezetting en maandcijfers"),
}
REFERRER_LABELS = {
    Referrer.gp: N_("Huisarts"),
    Referrer.hospital: N_("Ziekenhuis"),
    Referrer.neighbourhood_team: N_("Wijkteam"),
    Referrer.street_nurse: N_("Straatverpleegkundige"),
    Referrer.self: N_("Komt zelf"),
    Referrer.other: N_("Iemand anders"),
}
OUTCOME_LABELS = {
    Outcome.home: N_("Terug naar huis"),
    Outcome.hospital: N_("Naar het ziekenhuis"),
    Outcome.other_care: N_("Naar andere zorg"),
    Outcome.shelter: N_("Naar een opvang"),
    Outcome.unknown: N_("Niet bekend"),
}
METRIC_LABELS = {
    Metric.visitors: N_("Bezoekers"),
    Metric.occupied: N_("Bezette plekken"),
    Metric.incidents: N_("Incidenten in huis"),
    Metric.nuisance: N_("Meldingen van overlast"),
    Metric.police: N_("Contacten met de politie"),
    Metric.self_reliance: N_("Zelfredzaamheid"),
}
METRIC_SHORT = {
    Metric.occupied: N_("bezet"),
    Metric.incidents: N_("incidenten"),
    Metric.nuisance: N_("overlast"),
    Metric.police: N_("politie"),
    Metric.self_reliance: N_("zelfredzaamheid"),
}
METRIC_HINTS = {
    Metric.occupied: N_("Hoeveel plekken waren het grootste deel van de maand bezet?"),
    Metric.incidents: N_("Alles wat in het incidentenboek staat."),
    Metric.nuisance: N_("Meldingen van buren, gemeente of anderen."),
    Metric.police: N_("Elke keer dat de politie kwam of belde over een bewoner."),
    Metric.self_reliance: N_(
        "Het gemiddelde van alle bewoners op de zelfredzaamheidmatrix, van 1 (acute problemen) tot 5. Bijvoorbeeld 2,8."
    ),
}
