"""`./onderdak pictures --journeys`: the journeys of the tests as strips, docs/journeys/*.webp and journeys.md.

The tests play each journey in real browsers and keep the pictures; here they are made small and joined.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "journeys.md"
FOLDER = ROOT / "docs" / "journeys"
WIDE, HIGH, GAP, IN_A_STRIP, QUALITY = 220, 452, 12, 4, 50
LIMIT = 3 * 1024 * 1024
JOURNEYS = {
    "room": (
        "test_room_journey.py::test_a_room_from_the_first_click_to_the_first_evaluation",
        "A room, from the first click to the first evaluation",
        "A host signs up without an account. A volunteer visits without network. A first match ends in a no with its "
        "reason, a youth without a match learns what would open a room, and a second match becomes a tenancy.",
    ),
    "home": (
        "test_home_journey.py::test_a_woman_from_the_shelter_to_her_own_home_and_the_call_after",
        "From the shelter to a home of one's own, and the call three months later",
        "A nurse refers, an officer decides and offers, tenant, landlord and care sign, and the policy officer reads "
        "what is short.",
    ),
    "week": (
        "test_week.py::test_a_week_of_two_nurses_and_a_youth_worker",
        "A week of two nurses and a youth worker",
        "A day in flight mode, cover for a holiday, a referral that came back, a merge and its undo, emergency access, "
        "and a clinical note that is erased after its term.",
    ),
    "evening": (
        "test_evening_round.py::test_nurse_logs_two_contacts_and_asks_a_bed_without_signal",
        "An evening round without signal",
        "Two contacts and a bed, asked under a viaduct; the phone is restarted before there is a network again.",
    ),
    "night": (
        "test_night.py::test_night_of_frost_is_played_by_four_people_and_no_bed_is_given_twice",
        "A night of frost",
        "The winter rule goes on, and four people fill the beds; no bed is given twice.",
    ),
}


def play(pictures: Path) -> None:
    """Play every journey, and keep its pictures in a folder of the test's name.

    Raises:
        subprocess.CalledProcessError: when one fails.
    """
    tests = [f"tests/journeys/{test}" for test, _title, _words in JOURNEYS.values()]
    environment = {**os.environ, "ONDERDAK_JOURNEY_PICTURES": str(pictures), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "pytest", "-q", "--store", "sqlite", *tests]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def join(pictures: Sequence[Path], to: Path) -> None:
    """Write a strip of some pictures: each the top of a phone's screen, in the order of the story."""
    strip = Image.new("RGB", (len(pictures) * (WIDE + GAP) - GAP, HIGH), "#d9d0cb")
    for place, picture in enumerate(pictures):
        with Image.open(picture) as image:
            small = image.convert("RGB").resize(
                (WIDE, round(image.height * WIDE / image.width)), Image.Resampling.LANCZOS
            )
        strip.paste(small.crop((0, 0, WIDE, min(HIGH, small.height))), (place * (WIDE + GAP), 0))
    strip.save(to, "WEBP", quality=QUALITY, method=6)


def caption(picture: Path) -> str:
    """'Bezoek zonder netwerk' of '06-bezoek-zonder-netwerk.png'."""
    return picture.stem.partition("-")[2].replace("-", " ").capitalize()


def write(pictures: Path) -> None:
    """Make the strips and the page that shows them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    lines = [
        "# The journeys",
        "",
        "What the tests play in real browsers, each person on their own phone. `./onderdak pictures --journeys` makes",
        "this page again; the names under each strip are those of its steps, in the language of the screens.",
    ]
    for word, (test, title, words) in JOURNEYS.items():
        lines += ["", f"## {title}", "", words]
        taken = sorted((pictures / test.partition("::")[2]).glob("*.png"))
        for first in range(0, len(taken), IN_A_STRIP):
            some = taken[first : first + IN_A_STRIP]
            name = f"{word}-{first // IN_A_STRIP + 1}.webp"
            join(some, FOLDER / name)
            steps = [f"{first + n + 1}. {caption(one)}" for n, one in enumerate(some)]
            lines += ["", f"![{', '.join(caption(one) for one in some)}](journeys/{name})", "", *steps]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Exit status 1 when the strips are heavier than ``LIMIT``."""
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder))
        write(Path(folder))
    weight = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"{len(list(FOLDER.glob('*.webp')))} strips, {weight / 1e6:.1f} MB")
    return 0 if weight <= LIMIT else 1
