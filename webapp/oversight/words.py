"""The words of the access log for people who are no specialists, a client first of all. Pure."""

from __future__ import annotations

from webapp.errors import N_

ACTIONS = {
    "create": N_("vastgelegd"),
    "read": N_("bekeken"),
    "update": N_("gewijzigd"),
    "delete": N_("weggehaald"),
    "export": N_("als bestand bewaard"),
    "emergency": N_("gelezen met noodtoegang"),
    "sign_in": N_("ingelogd"),
    "sign_out": N_("uitgelogd"),
    "refused": N_("geprobeerd, niet toegelaten"),
}
"""A kind of act, said of something; ``refused`` is any that was not allowed."""

COUNTED = {
    "create": N_("%(n)s keer iets vastgelegd"),
    "read": N_("%(n)s keer gekeken"),
    "update": N_("%(n)s keer iets gewijzigd"),
    "delete": N_("%(n)s keer iets weggehaald"),
    "export": N_("%(n)s keer een bestand bewaard"),
    "emergency": N_("%(n)s keer gelezen met noodtoegang"),
    "sign_in": N_("%(n)s keer ingelogd"),
    "sign_out": N_("%(n)s keer uitgelogd"),
    "refused": N_("%(n)s keer geprobeerd, niet toegelaten"),
}

GROUNDS = {
    "organisation": N_("werkt bij de organisatie van deze persoon"),
    "working_relation": N_("werkt met deze persoon"),
    "own": N_("het eigen werk"),
    "shelter": N_("deze persoon vroeg of kreeg daar een bed"),
    "asker": N_("vroeg een bed voor deze persoon"),
    "facility": N_("deze persoon logeerde daar"),
    "region": N_("werkt voor de regio"),
    "public": N_("zonder inloggen"),
    "list": N_("een lijst"),
    "emergency": N_("noodtoegang"),
    "oversight": N_("toezicht op de privacy"),
    "second_person": N_("tweede persoon bij toegang"),
    "command_line": N_("beheerder van de server"),
    "system": N_("het systeem zelf"),
    "match": N_("een voorstel voor een kamer"),
    "referral": N_("deze persoon is daarheen verwezen"),
    "share": N_("een collega deelde deze persoon"),
    "cover": N_("waarneming voor een collega"),
    "leaver": N_("nam over van een collega die weg is"),
    "late": N_("schreef dit toen die nog met deze persoon werkte"),
    "term": N_("de bewaartermijn was om"),
}
"""The reason for which somebody was let in."""

SUBJECTS = {
    "access_log": N_("wie keek mee"),
    "app_user": N_("een medewerker"),
    "bed_category": N_("bedden van een opvang"),
    "bed_closure": N_("sluiting van bedden"),
    "bed_count": N_("telling van bedden"),
    "bed_request": N_("aanvraag voor een bed"),
    "bed_stay": N_("nachten in de opvang"),
    "calendar_feed": N_("eigen agenda"),
    "client": N_("naam en gegevens"),
    "client_merge": N_("twee dossiers van één persoon"),
    "client_transfer": N_("overdracht"),
    "clinical_note": N_("verpleegkundige notitie"),
    "cold_activation": N_("winterkouderegeling"),
    "cold_rule": N_("winterkouderegeling"),
    "device": N_("een telefoon"),
    "directory_entry": N_("wegwijzer"),
    "due_done": N_("afgeronde taak"),
    "emergency_access": N_("noodtoegang"),
    "ethos_count": N_("teldag"),
    "facility": N_("een voorziening"),
    "facility_figure": N_("cijfers van een voorziening"),
    "facility_places": N_("plekken van een voorziening"),
    "follow_up": N_("vervolgactie"),
    "handover": N_("delen en waarnemen"),
    "household": N_("huishouden"),
    "host": N_("een verhuurder"),
    "host_signup_draft": N_("aanmelding van een verhuurder"),
    "late_contact": N_("contact dat later binnenkwam"),
    "late_word": N_("bericht dat later binnenkwam"),
    "login_session": N_("een ingelogd toestel"),
    "meeting_place": N_("vindplek"),
    "no_place": N_("geen plek gevonden"),
    "operation": N_("iets van een telefoon"),
    "organisation": N_("een organisatie"),
    "outreach_course": N_("traject van een jongere"),
    "outreach_figure": N_("cijfers van de toeleiding"),
    "outreach_target": N_("doel van de toeleiding"),
    "overflow": N_("plek in een buurregio"),
    "passkey": N_("een passkey"),
    "processing_register": N_("verwerkingsregister"),
    "referral": N_("doorverwijzing"),
    "region": N_("de regio"),
    "respite_stay": N_("respijtverblijf"),
    "room": N_("een kamer"),
    "room_programme": N_("regels van een kamerproject"),
    "room_request": N_("aanmelding voor een kamer"),
    "room_target": N_("doel van Kamers met Aandacht"),
    "room_weights": N_("wat meeweegt bij het voorstellen"),
    "sharing_consent": N_("toestemming om te delen"),
    "shelter": N_("een opvang"),
    "shift_note": N_("regel aan de volgende dienst"),
    "site": N_("een locatie"),
    "support_end": N_("einde van de begeleiding"),
    "street_contact": N_("contacten"),
    "unusual_reading": N_("opvallend lezen"),
    "working_relation": N_("wie met deze persoon werkt"),
}
"""A table by the name that the log has for it."""

OTHERWISE = N_("een pagina")
"""Of a refusal the log has the page, not the record."""
