"""The acts of the permission table in words: 'Mag: contacten vastleggen'. Pure."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.errors import N_

WORDS: dict[Permission, str] = {
    Permission.own_account: N_("het eigen account zien en veranderen"),
    Permission.read_contacts: N_("contacten en vervolgacties lezen"),
    Permission.log_contacts: N_("contacten vastleggen"),
    Permission.work_list: N_("zien en zeggen wat van het eigen werk aan de beurt is"),
    Permission.clinical_notes: N_("verpleegkundige notities schrijven, en lezen van wie in zorg is"),
    Permission.read_clients: N_("cliënten lezen"),
    Permission.edit_clients: N_("cliënten toevoegen en wijzigen"),
    Permission.see_board: N_("zien waar vannacht bedden vrij zijn"),
    Permission.request_beds: N_("een bed vragen"),
    Permission.answer_requests: N_("aanvragen voor een bed beantwoorden, in de eigen opvang"),
    Permission.count_beds: N_("vrije bedden tellen, in de eigen opvang"),
    Permission.activate_cold: N_("de winterkouderegeling aan- en uitzetten"),
    Permission.see_nights: N_("het verslag van de nachten lezen, zonder namen"),
    Permission.ask_overflow: N_("een buurregio om plekken vragen"),
    Permission.answer_overflow: N_("een buurregio antwoorden"),
    Permission.see_respite: N_("zien waar respijt vrij is"),
    Permission.keep_facilities: N_("een kleine voorziening bijhouden"),
    Permission.see_facility_figures: N_("cijfers van voorzieningen lezen"),
    Permission.request_rooms: N_("een jongere aanmelden voor een kamer"),
    Permission.coordinate_rooms: N_("verhuurders, kamers en jongeren bij elkaar brengen"),
    Permission.answer_matches: N_("vastleggen wat een jongere of verhuurder op een voorstel antwoordt"),
    Permission.own_room: N_("de eigen kamer aanbieden"),
    Permission.visit_hosts: N_("verhuurders bezoeken die voor deze persoon gepland zijn"),
    Permission.give_leads: N_("een tip over een kamer doorgeven"),
    Permission.see_room_figures: N_("de trechter van Kamers met Aandacht lezen"),
    Permission.set_room_target: N_("het doel van Kamers met Aandacht bepalen"),
    Permission.refer: N_("iemand doorverwijzen en een doorverwijzing beantwoorden"),
    Permission.call_aftercare: N_("nabellen na het einde van de begeleiding"),
    Permission.see_aftercare_figures: N_("cijfers van het nabellen lezen, zonder namen"),
    Permission.hand_shift: N_("een regel achterlaten voor de volgende dienst"),
    Permission.keep_outreach: N_("ontmoetingsplekken en trajecten van jongeren bijhouden"),
    Permission.see_outreach_figures: N_("cijfers van de toeleiding lezen, zonder namen"),
    Permission.set_outreach_target: N_("het doel van de toeleiding bepalen"),
    Permission.see_directory: N_("de wegwijzer lezen"),
    Permission.keep_directory: N_("de wegwijzer bijhouden"),
    Permission.administer: N_("mensen uitnodigen, rollen en locaties beheren"),
    Permission.oversee_access: N_("nakijken wie gegevens las"),
}
