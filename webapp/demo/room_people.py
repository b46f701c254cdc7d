"""The people of the demo's year of Kamers met Aandacht, and what they answered. Every name is plainly made up."""

from __future__ import annotations

from typing import Any, NamedTuple

from webapp.demo.rooms import DemoHost


class DemoMatch(NamedTuple):
    """A match, proposed so many days ago. ``answers``: 'party answer days reason', the days after the proposal."""

    host: str
    youth: str
    days: float
    answers: tuple[str, ...] = ()


class DemoTenancy(NamedTuple):
    """The tenancy of a match. ``answered``: month, side, grade and words; ``signals``: kind, note, outcome.

    ``began`` and ``ended``: days ago. ``ended`` comes with its reason and where the youth went.
    """

    youth: str
    began: int
    ground: str
    months: int | None
    answered: tuple[tuple[int, str, str, str], ...] = ()
    signals: tuple[tuple[str, str, str], ...] = ()
    ended: int | None = None
    reason: str = ""
    went_to: str = ""


_SMOKES, _PETS, _ALONE = {"smoking_allowed": True}, {"pets_allowed": True}, {"host_lives_in": False}
HOSTS = (
    # name, municipality, rent, channel, days since the sign-up, house, whom, attention
    DemoHost("Demo Ada", 3, 450, "newspaper", 120, {}, {}, ("meals", "company")),
    DemoHost("Demo Bert", 4, 430, "friend", 70, {}, {}, ("practical_help", "quiet")),
    DemoHost("Demo Cor en Dien", 2, 495, "meeting", 64, {}, {}, ("study_or_work", "meals")),
    DemoHost("Demo Els", 3, 410, "social_media", 140, {}, {}, ("company",)),
    DemoHost("Demo Fenna", 0, 475, "friend", 155, {}, {}, ("activities", "meals")),
    DemoHost("Demo Greet", 5, 440, "volunteer", 110, {}, {}, ("paperwork", "quiet")),
    DemoHost("Demo Hilda", 3, 465, "newspaper", 300, {}, {}, ("meals", "safe_presence")),
    DemoHost("Demo Ineke", 1, 420, "municipality", 170, _ALONE, {}, ("practical_help",)),
    DemoHost("Demo Jan en Mo", 2, 500, "friend", 330, {}, {}, ("company", "activities")),
    DemoHost("Demo Loes", 6, 455, "flyer", 245, {}, {"max_age": 24}, ("quiet",)),
    DemoHost("Demo Mies", 4, 400, "meeting", 150, {}, {}, ("meals",)),
    DemoHost("Demo Nel", 0, 520, "newspaper", 105, _SMOKES, {"min_age": 20}, ("company",)),
    DemoHost("Demo Otto", 3, 435, "volunteer", 15, _PETS, {}, ("study_or_work",)),
    DemoHost("Demo Pien", 5, 460, "social_media", 8, {}, {}, ("meals", "quiet")),
    DemoHost("Demo Quirijn", 2, 445, "friend", 22, {}, {}, ("safe_presence",)),
    DemoHost("Demo Roos", 1, 405, "flyer", 48, {}, {}, ("company",)),
    DemoHost("Demo Sjaak", 6, 470, "municipality", 83, {}, {}, ("activities",)),
)
SCREENED = (
    "Demo Ada", "Demo Bert", "Demo Cor en Dien", "Demo Els", "Demo Fenna", "Demo Greet", "Demo Hilda", "Demo Ineke",
    "Demo Jan en Mo", "Demo Loes", "Demo Mies", "Demo Nel", "Demo Sjaak",
)  # fmt: skip
VISITS = (("Demo Otto", 2, "Demostraat 12"), ("Demo Pien", 6, "Demolaan 3"), ("Demo Quirijn", -1, "Demoplein 7"))
"""Planned for the volunteer, in so many days; of the last one there is a visit already."""
PARKED = (("Demo Roos", "papers", 20), ("Demo Sjaak", "away", -1))
"""Until so many days from today."""
LOST_AFTER_A_MATCH = ("Demo Mies", "no_permission")


def _youth(letter: str, born: int, most: int, gender: str, name: str, words: str, **more: Any) -> dict[str, Any]:
    agreed = {"profile_name": name, "profile": words, "agreed": True} if words else {}
    at_work = born % 2 == 1
    return {
        "alias": f"Demo Jongere {letter}.",
        "born": born,
        "gender": gender,
        "places": [],
        "max_rent": most,
        "attention_wanted": ["meals"] if at_work else ["quiet"],
        "day_activity": "work" if at_work else "school",
        "day_hours": 32 if at_work else 28,
        "goes_to": "Utrecht" if at_work else "Hilversum",
        "furthest_km": 25,
        "furthest_is_firm": False,
        "income_kind": "work" if at_work else "study_finance",
        "carries_rent": "yes",
        "motivation": words or "Ik zoek een kamer bij iemand in huis.",
        **agreed,
        **more,
    }


YOUTHS = (
    _youth("A", 20, 475, "woman", "Amy", "Ik ben Amy. Ik werk in een bloemenwinkel en ik ben rustig thuis."),
    _youth("B", 19, 500, "man", "Bilal", "Ik ben Bilal. Ik doe een opleiding tot monteur en ik sport veel."),
    _youth("C", 21, 525, "unsaid", "Charlie", "Ik ben Charlie. Ik zit op de kunstacademie en teken elke dag."),
    _youth("D", 22, 450, "man", "Dean", "Ik ben Dean. Ik werk in de bouw. ’s Avonds kook ik graag."),
    _youth("E", 18, 500, "woman", "Esra", "Ik ben Esra. Ik zit in de laatste klas van de havo."),
    _youth("F", 23, 525, "woman", "Femke", "Ik ben Femke. Ik werk bij een bakker en hou van wandelen."),
    _youth("G", 19, 500, "man", "Gino", "Ik ben Gino. Ik werk als kok en lees veel strips."),
    _youth("H", 20, 450, "woman", "Hana", "Ik ben Hana. Ik leer voor kapster."),
    _youth("J", 22, 525, "man", "Jay", "Ik ben Jay. Ik rij op een vrachtwagen en ben weinig thuis."),
    _youth("L", 21, 475, "woman", "Lisa", "Ik ben Lisa. Ik doe een opleiding in de zorg."),
    _youth("N", 20, 550, "man", "", "", pets=["dog"], attention_wanted=["activities"]),
    _youth("O", 19, 500, "woman", "", "", places=[6], attention_wanted=["company"]),
    _youth("P", 22, 380, "unsaid", "", ""),
    _youth("R", 24, 430, "man", "", "", smoking=True, places=[2, 3]),
    _youth("V", 17, 490, "woman", "", ""),
    _youth("W", 20, 460, "man", "", ""),
)
WITHDRAWN = ("Demo Jongere W.", "no_contact")
_YES = ("youth yes 1", "host yes 2")
MATCHES = (
    # what runs: in every step, and one that stands still
    DemoMatch("Demo Ada", "Demo Jongere A.", 2, ("host yes 1",)),
    DemoMatch("Demo Bert", "Demo Jongere B.", 0.1),
    DemoMatch("Demo Cor en Dien", "Demo Jongere C.", 13, ("youth yes 2",)),
    DemoMatch("Demo Els", "Demo Jongere D.", 8, _YES),
    DemoMatch("Demo Fenna", "Demo Jongere E.", 11.1, (*_YES, "coordinator met 10.7", "host yes 10.9")),
    DemoMatch("Demo Greet", "Demo Jongere F.", 18, (*_YES, "coordinator met 9", "youth yes 9.5", "host yes 9.9")),
    # what became a tenancy
    DemoMatch(
        "Demo Hilda",
        "Demo Jongere G.",
        245,
        (*_YES, "coordinator met 8", "youth yes 8.2", "host yes 8.6", "coordinator signed 14"),
    ),
    DemoMatch(
        "Demo Ineke",
        "Demo Jongere H.",
        96,
        (*_YES, "coordinator met 12", "youth yes 12.4", "host yes 12.5", "coordinator signed 20"),
    ),
    DemoMatch(
        "Demo Jan en Mo",
        "Demo Jongere J.",
        310,
        (*_YES, "coordinator met 6", "youth yes 6.1", "host yes 6.7", "coordinator signed 11"),
    ),
    DemoMatch(
        "Demo Loes",
        "Demo Jongere L.",
        200,
        (*_YES, "coordinator met 9", "youth yes 9.3", "host yes 9.4", "coordinator signed 15"),
    ),
    # what came to nothing, in every step, with its reason
    DemoMatch("Demo Els", "Demo Jongere A.", 40, ("host no 2 privacy",)),
    DemoMatch("Demo Ada", "Demo Jongere D.", 52, ("host yes 1", "youth no 3 too_far")),
    DemoMatch("Demo Fenna", "Demo Jongere B.", 60, (*_YES, "coordinator no 7 no_click")),
    DemoMatch(
        "Demo Greet",
        "Demo Jongere E.",
        45,
        (*_YES, "coordinator met 6", "youth yes 6.3", "host no 6.8 benefits"),
    ),
    DemoMatch(
        "Demo Mies",
        "Demo Jongere C.",
        58,
        (*_YES, "coordinator met 5", "youth yes 5.2", "host yes 5.4", "coordinator no 15 landlord"),
    ),
    DemoMatch("Demo Nel", "Demo Jongere F.", 36, ("youth yes 1", "coordinator stopped 12 no_reply")),
)
WAITING_MATCHES = (("Demo Jongere D.", "papers", 12),)
"""The youth of a match that waits, why, and for how many days."""
OF_AGE = 18
ALONG = ("Demo Jongere D.", "Demo Jongere H.")
"""The youths of the matches that the volunteer goes along with."""
TENANCIES = (
    DemoTenancy(
        "Demo Jongere G.",
        214,
        "hospita",
        12,
        (
            (1, "host", "good", "Gino helpt met koken."),
            (1, "youth", "good", "Ik slaap hier goed."),
            (3, "host", "good", ""),
            (3, "youth", "so_so", "De badkamer is ’s ochtends druk."),
            (6, "host", "good", "Wij maakten een rooster voor de badkamer."),
            (6, "youth", "good", "Het rooster werkt."),
        ),
    ),
    DemoTenancy(
        "Demo Jongere H.",
        62,
        "social_emergency",
        24,
        (
            (1, "youth", "good", "Fijn dat de school dichtbij is."),
            (1, "host", "so_so", "De huur kwam een keer te laat."),
        ),
        (
            ("rent_late", "De huur van de eerste maand kwam negen dagen te laat.", "Afgesproken: automatisch betalen."),
            ("quarrel", "De buren hoorden ruzie over de muziek.", ""),
        ),
    ),
    DemoTenancy("Demo Jongere J.", 290, "hospita", 12, ended=78, reason="youth_left", went_to="own_home"),
    DemoTenancy("Demo Jongere L.", 180, "hospita", 12, ended=118, reason="quarrel", went_to="looks_again"),
)
LEADS = (
    # by, name, municipality, note, days ago, outcome
    ("vrijwilliger", "Demo Zus van Wim", 3, "Heeft een zolderkamer over sinds haar zoon uit huis is.", 1, None),
    ("straatverpleegkundige", "Demo Buurvrouw Tine", 2, "Wil eerst weten wat het doet met haar toeslag.", 4, None),
    ("vrijwilliger", "Demo Oom Piet", 5, None, 30, "not_now"),
)
