"""The sentence of each kind of mistake: the same words on the server and on the phone."""

from __future__ import annotations

from webapp.errors import N_

SIGN = N_("Hier staat een teken dat we niet kunnen bewaren.")
FAR = N_("Deze datum ligt te ver weg.")
SENTENCES = {
    "missing": N_("Vul dit in."),
    "string_too_short": N_("Vul dit in."),
    "string_too_long": N_("Maak dit korter: hoogstens %(max_length)s tekens."),
    "too_long": N_("Kies er hoogstens %(max_length)s."),
    "too_short": N_("Kies er minstens één."),
    "int_parsing": N_("Vul een heel getal in."),
    "int_from_float": N_("Vul een heel getal in."),
    "int_type": N_("Vul een heel getal in."),
    "greater_than_equal": N_("Vul %(ge)s of meer in."),
    "less_than_equal": N_("Vul %(le)s of minder in."),
    "enum": N_("Kies een van de mogelijkheden."),
    "literal_error": N_("Kies een van de mogelijkheden."),
    "bool_parsing": N_("Kies ja of nee."),
    "bool_type": N_("Kies ja of nee."),
    "extra_forbidden": N_("Dit veld kennen we niet."),
    "timezone_aware": N_("Geef bij de tijd ook de tijdzone."),
}
BY_FAMILY = {
    "date": N_("Vul een datum in, bijvoorbeeld 24-11-2026."),
    "datetime": N_("Vul een datum en tijd in."),
    "uuid": N_("Deze verwijzing klopt niet."),
    "decimal": N_("Vul een bedrag in."),
}
OTHERWISE = N_("Dit kunnen we niet lezen.")
EMPTY = N_("Vul dit in.")
ON_PHONE = {
    "need": EMPTY,
    "sign": SIGN,
    "far": FAR,
    "max": SENTENCES["string_too_long"],
    "most": SENTENCES["too_long"],
    "whole": SENTENCES["int_parsing"],
    "ge": SENTENCES["greater_than_equal"],
    "le": SENTENCES["less_than_equal"],
    "amount": BY_FAMILY["decimal"],
    "day": BY_FAMILY["date"],
    "moment": BY_FAMILY["datetime"],
    "id": BY_FAMILY["uuid"],
    "choice": SENTENCES["enum"],
}
"""The same sentences by the rule a phone breaks (``phone_rules``); unknown values stay ``%(…)s``."""
