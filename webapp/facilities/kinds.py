"""The words of respite and small facilities: every enumeration, each with its Dutch label."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class FacilityKind(Worded):
    """The kind of a facility: short stays of people who live on their own, or a small home for heavy care-avoiders."""

    respite = "respite", N_("Respijt"), N_("Korte verblijven van mensen die zelf wonen")
    small_home = "small_home", N_("Kleine voorziening"), N_("Kleine voorziening: alleen bezetting en maandcijfers")


class Referrer(Worded):
    """The referrer of a guest to respite."""

    gp = "gp", N_("Huisarts")
    hospital = "hospital", N_("Ziekenhuis")
    neighbourhood_team = "neighbourhood_team", N_("Wijkteam")
    street_nurse = "street_nurse", N_("Straatverpleegkundige")
    self = "self", N_("Komt zelf")
    other = "other", N_("Iemand anders")


class Outcome(Worded):
    """The destination of a guest after respite."""

    home = "home", N_("Terug naar huis")
    hospital = "hospital", N_("Naar het ziekenhuis")
    other_care = "other_care", N_("Naar andere zorg")
    shelter = "shelter", N_("Naar een opvang")
    unknown = "unknown", N_("Niet bekend")


class Metric(Worded):
    """A number that a person enters for a week (visitors) or a month (all the others)."""

    visitors = "visitors", N_("Bezoekers")
    occupied = "occupied", N_("Bezette plekken"), N_("Hoeveel plekken waren het grootste deel van de maand bezet?")
    incidents = "incidents", N_("Incidenten in huis"), N_("Alles wat in het incidentenboek staat.")
    nuisance = "nuisance", N_("Meldingen van overlast"), N_("Meldingen van buren, gemeente of anderen.")
    police = "police", N_("Contacten met de politie"), N_("Elke keer dat de politie kwam of belde over een bewoner.")
    self_reliance = (
        "self_reliance",
        N_("Zelfredzaamheid"),
        N_(
            "Het gemiddelde van alle bewoners op de zelfredzaamheidmatrix, van 1 (acute problemen) tot 5. "
            "Bijvoorbeeld 2,8."
        ),
    )
    """The mean of the residents on the self-reliance matrix, 1 to 5, kept in tenths."""


MONTHLY = (Metric.occupied, Metric.incidents, Metric.nuisance, Metric.police, Metric.self_reliance)

METRIC_SHORT = {
    Metric.occupied: N_("bezet"),
    Metric.incidents: N_("incidenten"),
    Metric.nuisance: N_("overlast"),
    Metric.police: N_("politie"),
    Metric.self_reliance: N_("zelfredzaamheid"),
}
"""Short labels, for several numbers in a row."""
