"""What a proposal shows: to a host the profile that the youth agreed to, to a youth the pictures of the room."""

from __future__ import annotations

import io
import re

from tests.rooms.matches.acts import Match
from tests.rooms.pictures.photos import with_place
from tests.rooms.walk import change
from webapp import clock

WORDS = "Ik ben rustig en ik kook graag."
PROFILE = {"profile_name": "Yara", "profile": WORDS}


def test_host_reads_the_profile_once_the_youth_agreed(match: Match) -> None:
    match.propose()
    asked = f"/kamers/verzoeken/{match.request}"
    assert change(match.worker, asked, **PROFILE).status_code == 303
    link = match.link("host")
    assert WORDS not in match.anybody.get(link).text
    assert change(match.worker, asked, profile_agreed_on=clock.today().isoformat()).status_code == 303
    for page in (match.anybody.get(link).text, match.host.get(match.url).text):
        assert WORDS in page
        assert "Yara" in page
        for secret in ("Demo Yara", "Ik kook graag.", "510", "Begeleider"):
            assert secret not in page


def add_picture(match: Match) -> str:
    form = {"alt": "Het raam", "picture": (io.BytesIO(with_place()), "a.jpg", "image/jpeg")}
    at = f"/kamers/{match.room}/fotos"
    assert match.coordinator.post(at, data=form, content_type="multipart/form-data").status_code == 303
    return at


def test_youth_sees_the_pictures_of_the_room_while_the_proposal_lives(match: Match) -> None:
    match.propose()
    add_picture(match)
    link = match.link("youth")
    (src,) = re.findall(r'<img class="full" src="([^"]+)" alt="Het raam"', match.anybody.get(link).text)
    shown = match.anybody.get(src)
    assert shown.mimetype == "image/webp"
    assert shown.headers["Cache-Control"] == "private, no-store"
    (of_worker,) = re.findall(r'<img class="full" src="([^"]+)"', match.worker.get(match.url).text)
    assert match.worker.get(of_worker).status_code == 200
    assert match.browser("jongerenwerker-almere").get(of_worker).status_code == 404
    assert match.anybody.get(src.replace(src.split("/")[3], "x" * 43)).status_code == 404
    other = match.offer()
    form = {"alt": "Anders", "picture": (io.BytesIO(with_place()), "a.jpg", "image/jpeg")}
    match.coordinator.post(f"/kamers/{other}/fotos", data=form, content_type="multipart/form-data")
    page = match.coordinator.get(f"/kamers/{other}/fotos").text
    strange = re.findall(r'<img class="full" src="[^"]+/([^"/]+)"', page)[0]
    assert match.anybody.get(f"{src.rsplit('/', 1)[0]}/{strange}").status_code == 404, "of another room"
    assert match.says(match.coordinator, "proposal", "no", "youth", "other") == 303
    assert match.anybody.get(src).status_code == 404
    assert match.worker.get(of_worker).status_code == 404
