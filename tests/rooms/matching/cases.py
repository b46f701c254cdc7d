"""Youths and rooms for the tests of matching: plain ones, and any Hypothesis can think of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

START = date(2026, 12, 1)
ANIMALS = ["cat", "dog", "bird"]
CARE = ["meals", "company", "quiet"]
PLACES = ["Hilversum", "Huizen", "Laren"]


def youth(name: str = "y1", **more: Any) -> dict[str, Any]:
    """Nineteen, calm, from 1 December, up to 500 euros."""
    return {
        "id": name,
        "client": None,
        "alias": "Demo J.",
        "birth_year": 2007,
        "gender": "woman",
        "municipalities": ["Hilversum"],
        "max_rent": 500,
        "from_date": "2026-12-01",
        "pets": [],
        "smoking": False,
        "allergies": [],
        "support_worker": "Demo Karim",
        "attention_wanted": ["meals"],
        "motivation": "",
    } | more


def room(name: str = "r1", **more: Any) -> dict[str, Any]:
    """Fits the plain youth."""
    return {
        "id": name,
        "municipality": "Hilversum",
        "rent": 450,
        "bare_rent": 400,
        "service_costs": 50,
        "from_date": "2026-12-01",
        "until_date": None,
        "pets_present": [],
        "pets_allowed": False,
        "smoking_allowed": False,
        "host_lives_in": True,
        "accepts": "anyone",
        "min_age": 18,
        "max_age": 27,
        "attention_offered": ["meals"],
        "note": "",
    } | more


_days = st.integers(-40, 40).map(lambda n: (START + timedelta(days=n)).isoformat())


def _some(words: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), max_size=2)


_youth_parts = st.fixed_dictionaries(
    {
        "birth_year": st.integers(2000, 2010),
        "gender": st.sampled_from(["woman", "man", "other", "unsaid"]),
        "municipalities": _some(PLACES),
        "max_rent": st.integers(300, 600),
        "from_date": _days,
        "pets": st.lists(st.sampled_from(ANIMALS), max_size=1),
        "smoking": st.booleans(),
        "allergies": _some([*ANIMALS, "smoke"]),
        "attention_wanted": _some(CARE),
    }
)
_room_parts = st.fixed_dictionaries(
    {
        "municipality": st.sampled_from(PLACES),
        "rent": st.integers(250, 550),
        "from_date": _days,
        "until_date": st.none() | _days,
        "pets_present": _some(ANIMALS),
        "pets_allowed": st.booleans(),
        "smoking_allowed": st.booleans(),
        "accepts": st.sampled_from(["anyone", "women", "men"]),
        "min_age": st.integers(16, 20),
        "max_age": st.integers(19, 30),
        "attention_offered": _some(CARE),
    }
)


@st.composite
def files(draw: st.DrawFn, most: int = 4) -> dict[str, Any]:
    """A file of up to ``most`` youths and rooms."""
    youths = draw(st.lists(_youth_parts, max_size=most))
    rooms = draw(st.lists(_room_parts, max_size=most))
    return {
        "youths": [youth(f"y{n}", **parts) for n, parts in enumerate(youths)],
        "rooms": [room(f"r{n}", **parts) for n, parts in enumerate(rooms)],
    }
