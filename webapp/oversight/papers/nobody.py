"""The tables of the store that are about no person, each with the reason. Pure."""

from __future__ import annotations

from webapp.errors import N_

NOBODY: dict[str, str] = {
    "region": N_("gemeenten en telefoonnummers van diensten"),
    "organisation": N_("alleen de naam van een organisatie"),
    "privacy_agreement": N_("twee organisaties en hun afspraak; wie die vastlegde staat onder accounts"),
    "site": N_("een locatie; een geheim adres staat in geen lijst"),
    "shelter": N_("een opvang"),
    "bed_category": N_("aantallen"),
    "bed_category_capacity": N_("aantallen"),
    "bed_count": N_("aantallen; wie telde staat onder accounts"),
    "bed_closure": N_("dichte bedden"),
    "bed_board_version": N_("een volgnummer"),
    "cold_rule": N_("een regel"),
    "cold_activation": N_("een besluit van de regio"),
    "cold_beds": N_("aantallen"),
    "overflow": N_("aantallen tussen regio’s, zonder namen"),
    "facility": N_("een voorziening"),
    "facility_figure": N_("aantallen"),
    "unit_places": N_("aantallen"),
    "room_programme": N_("regels van een kamerproject"),
    "room_lists": N_("keuzelijsten"),
    "room_reason": N_("redenen om uit te kiezen; wie die toevoegde staat onder accounts"),
    "room_weights": N_("wat meeweegt bij het voorstellen; wie dat bepaalde staat onder accounts"),
    "room_target": N_("een doel van de regio"),
    "directory_entry": N_("plekken om naar te verwijzen"),
    "meeting_place": N_("plekken waar jongeren worden ontmoet"),
    "place_visit": N_("aantallen; wie er was staat onder accounts"),
    "outreach_target": N_("een doel van de regio"),
    "home": N_("een woning of plek; wie er woont staat onder wachtlijsten"),
    "programme": N_("een voorziening van de regio"),
    "programme_terms": N_("termijnen en doelen"),
    "line_import": N_("een bestand met een wachtlijst: kolommen en aantallen; de regels staan onder wachtlijsten"),
    "line_column": N_("wat een kolom van zo’n bestand betekent"),
    "work_terms": N_("maanden en doel van werkplekken in een regio"),
    "conditional_terms": N_("loket, brief en doel van een regio"),
    "ethos_count": N_("een teldag: welke dag, en door wie bepaald"),
    "epoch": N_("een nummer van de opslag"),
    "oversight_mark": N_("tot waar het logboek is nagekeken"),
}
