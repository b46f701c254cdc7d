"""The processing activities of this house (GDPR art. 30): purposes, grounds, terms, and the tables of each. Pure.

Each table of the store is here once: in an activity, or in ``nobody.py`` with the reason why it is about no person. The
names of tables stand here as words, because this page is about all of them and no feature knows them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.guide.terms import ANONYMOUS, BED_NAME, CLINICAL, LOG, ROOM_NOTHING, ROOMS, SIGNUP, WMO, YOUTH, Term

_P = Permission


@dataclass(frozen=True)
class Activity:
    """One row of the register. ``permissions``: those that open it, from which its recipients follow."""

    word: str
    name: str
    purpose: str
    ground: str
    people: str
    data: str
    special: str
    terms: tuple[Term, ...]
    tables: tuple[str, ...]
    permissions: tuple[Permission, ...] = ()
    recipients: str = ""
    selection: str = ""
    """The result in the Selectielijst gemeenten 2020; '' where a municipality fills it in."""
    subjects: tuple[str, ...] = field(default=())
    """Other names that the access log has for its records."""


_CARE = N_("gezondheid: wat iemand nodig heeft of vertelt")

ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "clients",
        N_("Cliënten en wie met hen werkt"),
        N_("Mensen zonder huis herkennen, bereiken en niet dubbel vastleggen."),
        N_("Publieke taak (Wmo 2015, Jeugdwet) of behandeling (WGBO); bij direct gevaar vitaal belang"),
        N_("mensen zonder huis, ook minderjarigen"),
        N_(
            "naam of roepnaam, geboortejaar, gemeente, hoe te bereiken, wie bij elkaar horen, grondslag, verblijf "
            "geheim of niet"
        ),
        N_("geen, tenzij de grondslag zorg verraadt"),
        (WMO, YOUTH),
        (
            "client",
            "client_gram",
            "client_change",
            "client_merge",
            "client_merge_row",
            "possible_duplicate",
            "working_relation",
            "former_organisation",
            "handover",
            "handover_client",
            "handover_follow_up",
            "client_transfer",
            "sharing_consent",
            "household_member",
            "late_word",
        ),
        (_P.read_clients, _P.edit_clients),
    ),
    Activity(
        "contacts",
        N_("Straatcontacten en vervolgacties"),
        N_("Afspraken nakomen en hulp laten aansluiten."),
        N_("Publieke taak (Wmo 2015, Jeugdwet) of behandeling (WGBO)"),
        N_("mensen zonder huis, ook minderjarigen en mensen zonder naam"),
        N_("tijd, plek, leefsituatie, onderwerpen, notitie, afspraak"),
        _CARE,
        (WMO, YOUTH, ANONYMOUS),
        (
            "street_contact",
            "contact_correction",
            "late_contact",
            "follow_up",
            "follow_up_step",
            "due_done",
            "support_end",
            "last_shift",
            "shift_note",
        ),
        (_P.read_contacts, _P.log_contacts, _P.work_list, _P.end_support, _P.call_aftercare),
    ),
    Activity(
        "clinical_notes",
        N_("Verpleegkundige werknotities"),
        N_(
            "Verpleegkundige zorg op straat. Onderdak is geen medisch dossier: de notitie gaat daarna naar dat dossier."
        ),
        N_("Behandeling (WGBO)"),
        N_("mensen zonder huis die zorg krijgen"),
        N_("de notitie, en wie die met noodtoegang las"),
        N_("gezondheid"),
        (CLINICAL,),
        ("clinical_note", "emergency_access"),
        (_P.clinical_notes,),
    ),
    Activity(
        "referrals",
        N_("Doorverwijzingen"),
        N_("Iemand bij de juiste hulp krijgen, en weten of die daar aankwam."),
        N_("Publieke taak (Wmo 2015, Jeugdwet); de naam gaat alleen met toestemming mee"),
        N_("mensen die worden verwezen"),
        N_("naam zoals de verwijzer die kent, waarvoor, waarheen, antwoord en afloop"),
        _CARE,
        (WMO, YOUTH),
        ("referral",),
        (_P.refer,),
    ),
    Activity(
        "placements",
        N_("Wachtlijsten, woningen en uitstroom"),
        N_("Iemand aan een passende plek en daarna aan een eigen woning helpen, in een uitlegbare volgorde."),
        N_("Publieke taak (Wmo 2015, Jeugdwet)"),
        N_("mensen die een plek of woning zoeken"),
        N_("naam, hoe dringend, sinds wanneer, wat de plek nodig heeft, besluit, aanbod, plek en uitstroom"),
        N_("geen: een diagnose komt er niet in"),
        (WMO, YOUTH),
        ("placement", "unit_offer", "occupation", "line_import_block", "support_moment", "placement_share"),
        (_P.ask_placements, _P.keep_placements, _P.answer_placements),
        subjects=("placement_figure",),
    ),
    Activity(
        "conditional_tenancies",
        N_("Huren onder voorwaarden"),
        N_("Voorkomen dat iemand de woning kwijtraakt."),
        N_("Publieke taak (Wmo 2015)"),
        N_("huurders van wie de woning in gevaar is"),
        N_("naam, adres, verhuurder, wat er speelt, hoeveel bewoners, brief, afspraken en afloop"),
        N_("geen: een diagnose komt er niet in"),
        (Term(N_("namen, adressen en notities: 2 jaar na het einde"), N_("gebruik in de regio"), is_erased=True),),
        ("conditional_tenancy",),
        (_P.report_conditional, _P.keep_conditional),
    ),
    Activity(
        "reassessments",
        N_("Herbeoordelen"),
        N_("Van wie hulp krijgt opnieuw bekijken of die nog past."),
        N_("Publieke taak (Wmo 2015)"),
        N_("mensen op de lijst van een campagne"),
        N_("naam of alias, eigen nummer, gemeente, medewerker, uitkomst en reden"),
        N_("geen: een diagnose komt er niet in"),
        (
            Term(
                N_("namen, nummers en notities: 2 jaar na het einde van de campagne"),
                N_("gebruik in de regio"),
                is_erased=True,
            ),
            Term(N_("een lijst die niemand begon: 7 dagen"), N_("gebruik in de regio"), is_erased=True),
        ),
        ("reassessment", "reassessment_campaign", "reassessment_draft"),
        (_P.reassess, _P.keep_reassessments),
    ),
    Activity(
        "work_places",
        N_("Werkplekken"),
        N_("Iemand aan een werkplek helpen, en horen of dat blijft."),
        N_("Publieke taak (Wmo 2015, Participatiewet)"),
        N_("mensen die werk zoeken, en contactpersonen van werkgevers"),
        N_("naam, wens, wat is afgesproken, eerste dag en afloop; van de werkgever naam en telefoon"),
        N_("geen: een diagnose komt er niet in"),
        (Term(N_("namen, wensen en afspraken: 2 jaar na het einde"), N_("gebruik in de regio"), is_erased=True),),
        ("work_placement", "work_offer"),
        (_P.refer_work, _P.keep_work),
        N_("de werkgever, met een link: voornaam en afspraak"),
    ),
    Activity(
        "outreach",
        N_("Toeleiding van jongeren"),
        N_("Zwerfjongeren bereiken, en zien of het helpt."),
        N_("Publieke taak (Wmo 2015, Jeugdwet)"),
        N_("jongeren zonder huis, ook minderjarigen"),
        N_("eerste contact, stappen tot en met nazorg"),
        N_("geen"),
        (WMO, YOUTH),
        ("outreach_course",),
        (_P.keep_outreach,),
        subjects=("outreach_figure",),
    ),
    Activity(
        "beds",
        N_("Bedden voor vannacht"),
        N_("Iedereen die buiten zou slapen een plek geven."),
        N_("Publieke taak (Wmo 2015)"),
        N_("mensen die een slaapplek vragen of hebben"),
        N_("roepnaam voor de nacht, leeftijdsgroep, geslacht, wat nodig is, aankomst en vertrek"),
        _CARE,
        (
            BED_NAME,
            WMO,
        ),
        ("bed_request", "bed_request_step", "bed_stay", "bed_companion", "no_place", "lodging"),
        (_P.request_beds, _P.answer_requests, _P.count_beds),
    ),
    Activity(
        "respite",
        N_("Respijtverblijf"),
        N_("Mensen die zelf wonen even op adem laten komen."),
        N_("Publieke taak (Wmo 2015)"),
        N_("gasten van een respijthuis"),
        N_("naam, wie verwees, aankomst en vertrek"),
        _CARE,
        (WMO,),
        ("respite_stay",),
        (_P.see_respite, _P.keep_facilities),
    ),
    Activity(
        "rooms",
        N_("Kamers met Aandacht"),
        N_("Jongeren en verhuurders bij elkaar brengen."),
        N_("Toestemming van verhuurder en jongere; publieke taak voor de begeleiding"),
        N_("jongeren, verhuurders"),
        N_(
            "kamer met foto’s, huur, wensen, motivatie, profiel, dagbesteding, soort inkomen, begeleider; van een "
            "verhuurder naam, telefoon, e-mail, adres, VOG gezien"
        ),
        N_("geen: schulden, zorg of verslaving komen er niet in"),
        (ROOMS, ROOM_NOTHING, SIGNUP),
        (
            "host",
            "host_help",
            "host_link",
            "host_screening",
            "host_visit",
            "room",
            "room_count",
            "room_event",
            "room_way",
            "room_lead",
            "room_picture",
            "room_picture_data",
            "room_request",
            "room_match",
            "match_visit",
            "youth_showing",
            "personal_link",
            "tenancy",
            "tenancy_evaluation",
            "tenancy_signal",
            "host_signup_draft",
        ),
        (_P.coordinate_rooms, _P.request_rooms, _P.own_room, _P.visit_hosts, _P.give_leads),
        subjects=("room_figure",),
    ),
    Activity(
        "accounts",
        N_("Accounts van medewerkers"),
        N_("Veilig inloggen, en weten wie iets deed."),
        N_("Wettelijke plicht tot beveiliging (artikel 32 AVG)"),
        N_("medewerkers, vrijwilligers, verhuurders met een account"),
        N_("naam, telefoon, rollen, organisatie, passkeys, telefoons, sessies"),
        N_("geen"),
        (Term(N_("zolang iemand er werkt; daarna zolang het logboek ernaar wijst"), N_("NEN 7513")),),
        (
            "app_user",
            "passkey",
            "invitation",
            "access_proposal",
            "challenge",
            "login_session",
            "device",
            "calendar_feed",
            "shelter_staff",
            "facility_staff",
        ),
        (_P.administer, _P.own_account),
    ),
    Activity(
        "access_log",
        N_("Logboek van toegang"),
        N_("Nagaan wie welke gegevens zag, en laten zien dat het klopt."),
        N_("Wettelijke plicht (artikel 5 en 32 AVG, NEN 7513)"),
        N_("medewerkers en mensen over wie gegevens gaan"),
        N_("wie, in welke rol, deed wat, bij wie, wanneer, met welk toestel, en waarom dat mocht"),
        N_("geen: er staat geen inhoud in"),
        (LOG,),
        ("access_log", "unusual_reading"),
        (_P.oversee_access, _P.read_clients),
    ),
    Activity(
        "phones",
        N_("Werken zonder netwerk"),
        N_("Wat op straat is vastgelegd komt precies één keer aan."),
        N_("Publieke taak; beveiliging (artikel 32 AVG)"),
        N_("medewerkers; wat zij vastleggen staat onder de andere verwerkingen"),
        N_("nummers en stand van wat een telefoon stuurde; adres voor een seintje"),
        N_("geen"),
        (Term(N_("zolang de telefoon erop terug kan komen"), N_("niet eerder te missen")),),
        ("receipt", "snapshot_index", "push_address", "push_news", "submission", "tries"),
        (_P.own_account,),
    ),
    Activity(
        "mail",
        N_("Mail"),
        N_("Iemand zonder account een link geven naar de eigen pagina."),
        N_("Publieke taak; de link waar iemand zelf om vroeg"),
        N_("verhuurders en anderen die een e-mailadres gaven"),
        N_("e-mailadres en link tot de mail weg is, daarna alleen dat er een mail ging"),
        N_("geen: in de mail staat niets over iemand"),
        (Term(N_("2 dagen nadat hij weg is, anders 6 weken"), N_("niet langer nodig"), True),),
        ("mail_letter",),
        (_P.coordinate_rooms,),
        N_("de mailserver van de organisatie"),
    ),
    Activity(
        "trajectories",
        N_("Stappen en antwoorden"),
        N_("Weten wie bij een aanvraag of voorstel wat antwoordde."),
        N_("Die van de aanvraag waar het bij hoort"),
        N_("mensen over wie het traject gaat; medewerkers"),
        N_("stap, antwoord, reden uit een lijst, wie en wanneer"),
        N_("geen"),
        (Term(N_("als de aanvraag waar het bij hoort"), N_("volgt die")),),
        ("taken",),
        (_P.coordinate_rooms, _P.ask_overflow),
    ),
)

SAFEGUARDS = (
    N_("inloggen met een passkey: twee factoren in één gebaar"),
    N_("toegang per rol, organisatie en werkrelatie; anders dicht"),
    N_("rollen die gegevens openen vragen een tweede persoon"),
    N_("opslag versleuteld; notities en namen nog eens apart"),
    N_("telefoon: versleuteld, gaat vanzelf op slot, kan worden ingetrokken"),
    N_("elk lezen in een logboek dat niet ongemerkt te veranderen is"),
    N_("noodtoegang wordt achteraf beoordeeld"),
    N_("versleutelde reservekopieën"),
)


def activity_of(subject: str) -> str:
    """The word of the activity that a subject of the access log belongs to; '' for none."""
    return next((one.word for one in ACTIVITIES if subject in one.tables or subject in one.subjects), "")
