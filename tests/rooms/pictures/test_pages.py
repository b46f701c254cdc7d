"""Pictures of a room: the coordinator's and the host's pages, and who may see what."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import text

from tests.rooms.pictures.photos import SVG, with_place
from tests.rooms.walk import faults, offer_form
from tests.support.client import Client
from webapp.db import Database, new_id

ALT = "Het bed onder het dakraam"


@pytest.fixture
def room(demo_client: Client) -> str:
    """The address of a room's pictures, with the coordinator signed in."""
    demo_client.sign_in("coordinator")
    return f"{demo_client.post('/kamers/nieuw', data=offer_form()).location}/fotos"


def add(client: Client, at: str, content: bytes | None = None, **more: Any) -> Any:
    form = {"id": str(new_id()), "alt": ALT} | more
    file = (io.BytesIO(with_place() if content is None else content), "kamer.jpg", "image/jpeg")
    return client.post(at, data={**form, "picture": file}, content_type="multipart/form-data")


def sources(client: Client, at: str) -> list[str]:
    return re.findall(r'<img class="full" src="([^"]+)"', client.get(at).text)


def test_picture_is_kept_shown_with_its_words_and_taken_away(demo_client: Client, room: str) -> None:
    assert add(demo_client, room).location == room
    (src,) = sources(demo_client, room)
    assert f'alt="{ALT}"' in demo_client.get(room).text
    shown = demo_client.get(src)
    assert shown.mimetype == "image/webp"
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(shown.data)).format == "WEBP"
    asked = demo_client.get(f"{src}/weg")
    assert ALT in asked.text
    assert demo_client.post(f"{src}/weg").location == room
    assert sources(demo_client, room) == []
    assert demo_client.get(src).status_code == 404
    assert demo_client.post(f"{src}/weg").location == room, "a second time nothing is left to do"


def test_sent_twice_it_is_one_picture(demo_client: Client, room: str) -> None:
    same = str(new_id())
    for _ in range(2):
        assert add(demo_client, room, id=same).status_code == 303
    assert len(sources(demo_client, room)) == 1


@pytest.mark.parametrize(
    ("content", "alt", "field"),
    [
        (SVG, ALT, "picture"),
        (b"", ALT, "picture"),
        (b"\xff\xd8\xff" + bytes(12 * 1024 * 1024 + 1), ALT, "picture"),
        (None, "", "alt"),
        (None, "x" * 201, "alt"),
    ],
)
def test_mistake_is_a_sentence_and_the_words_stay(
    demo_client: Client, room: str, content: bytes | None, alt: str, field: str
) -> None:
    answer = add(demo_client, room, content, alt=alt)
    assert answer.status_code == 422
    assert list(faults(answer.text)) == [field]
    assert alt in answer.text
    assert sources(demo_client, room) == []


def test_forty_megabytes_are_not_even_read(demo_client: Client, room: str) -> None:
    answer = add(demo_client, room, bytes(40 * 1024 * 1024))
    assert answer.status_code == 413
    assert "te groot" in answer.text


def test_form_without_a_file_is_a_sentence(demo_client: Client, room: str) -> None:
    answer = demo_client.post(room, data={"alt": ALT})
    assert list(faults(answer.text)) == ["picture"]


def test_other_forms_stay_as_small_as_they_were(demo_client: Client, room: str) -> None:
    at = room.removesuffix("/fotos")
    assert demo_client.post(f"{at}/notitie", data={"note": "x" * (3 * 1024 * 1024)}).status_code == 413


def test_a_room_has_eight_pictures_at_most(demo_client: Client, room: str) -> None:
    for number in range(8):
        assert add(demo_client, room, alt=f"Foto {number}").status_code == 303
    assert 'id="foto"' not in demo_client.get(room).text
    answer = add(demo_client, room, alt="Foto 9")
    assert answer.status_code == 422
    assert "acht foto" in answer.text


def test_host_adds_to_the_own_room_and_the_coordinator_sees_it(demo_client: Client) -> None:
    demo_client.sign_in("verhuurder")
    own = re.search(r'href="(/kamers/mijn/[0-9a-f-]{36}/fotos)"', demo_client.get("/kamers/mijn").text)
    assert own
    assert add(demo_client, own.group(1)).location == own.group(1)
    (src,) = sources(demo_client, own.group(1))
    assert demo_client.get(src).mimetype == "image/webp"
    demo_client.sign_in("coordinator")
    (same,) = sources(demo_client, own.group(1).replace("/mijn", ""))
    assert demo_client.get(same).status_code == 200
    assert demo_client.get(src).status_code == 403


@pytest.mark.parametrize("who", ["jongerenwerker", "vrijwilliger", "beleid", "beheer", "opvang", "verhuurder"])
def test_others_reach_no_picture(demo_client: Client, room: str, who: str) -> None:
    add(demo_client, room)
    (src,) = sources(demo_client, room)
    demo_client.sign_in(who)
    for address in (room, src, f"{src}/weg"):
        assert demo_client.get(address).status_code == 403
    own = src.replace("/kamers/", "/kamers/mijn/")
    assert demo_client.get(own).status_code == (404 if who == "verhuurder" else 403)
    assert add(demo_client, room.replace("/kamers/", "/kamers/mijn/")).status_code in (403, 404)


def test_other_region_and_other_room_know_no_picture(demo_client: Client, room: str) -> None:
    add(demo_client, room)
    (src,) = sources(demo_client, room)
    other = demo_client.post("/kamers/nieuw", data=offer_form()).location
    assert demo_client.get(f"{other}/fotos/{src.rsplit('/', 1)[1]}").status_code == 404
    demo_client.post(f"{other}/fotos/{src.rsplit('/', 1)[1]}/weg")
    assert demo_client.get(src).status_code == 200, "of another room it is not taken away"
    demo_client.sign_in("coordinator-almere")
    for address in (room, src, f"{src}/weg"):
        assert demo_client.get(address).status_code == 404
    assert add(demo_client, room).status_code == 404
    assert demo_client.post(f"{src}/weg").status_code == 404


def test_nothing_of_a_picture_lies_open_in_the_store(demo_app: Flask, demo_client: Client, room: str) -> None:
    add(demo_client, room)
    database: Database = demo_app.extensions["database"]
    with database.engine.connect() as connection:
        (webp,) = connection.execute(text("SELECT webp FROM room_picture_data")).one()
        (alt,) = connection.execute(text("SELECT alt FROM room_picture")).one()
    for kept in (bytes(webp), bytes(alt)):
        assert b"UklGR" not in kept, "the beginning of every WebP in base64"
        assert ALT.encode() not in kept
