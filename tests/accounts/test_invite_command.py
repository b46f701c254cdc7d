"""``onderdak invite``: from an empty store to a first administrator who signs in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import register
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp import cli
from webapp.accounts.models import Organisation, Region, User
from webapp.config import Config
from webapp.db import Database

OPTIONS = ["--region", "Regio Óost", "--organisation", "Opvang X", "--name", "B. Beheer", "--role", "administrator"]


@pytest.fixture
def _environment(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.accounts.commands.from_env", lambda production: config)


@pytest.fixture
def invite(_environment: None, capsys: pytest.CaptureFixture[str]):
    def run(*options: str) -> tuple[int, str, str]:
        status = cli.main(["invite", *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def token_in(told: str) -> str:
    (token,) = re.findall(r"^http://localhost/uitnodiging/(\S+)$", told, re.MULTILINE)
    return str(token)


def test_first_administrator_comes_in(invite, client: Client, database: Database):
    status, told, warned = invite(*OPTIONS, "--municipality", "Oostdorp", "--municipality", "Westdorp")
    assert (status, warned) == (0, "")
    assert register(client, token_in(told), Authenticator()).status_code == 200
    assert client.get("/beheer").status_code == 200
    with database.reading() as session:
        region = session.exec(select(Region)).one()
        user = session.exec(select(User)).one()
    assert (region.slug, region.name, region.municipalities) == ("regio-oost", "Regio Óost", ["Oostdorp", "Westdorp"])
    assert (user.roles, user.demo) == (["administrator"], False)


def test_second_person_joins_region_and_organisation(invite, database: Database):
    invite(*OPTIONS)
    status, _, warned = invite(
        *["--region", "regio oost", "--organisation", "Opvang X", "--name", "K. Kort", "--role", "shelter_worker"],
        *["--role", "host", "--municipality", "Zuiddorp"],
    )
    assert (status, warned) == (0, "")
    with database.reading() as session:
        assert session.exec(select(Region)).one().municipalities == ["Zuiddorp"]
        assert len(session.exec(select(Organisation)).all()) == 1
        assert session.exec(select(User).where(User.name == "K. Kort")).one().roles == ["shelter_worker", "host"]


def test_missing_municipalities_are_told(invite):
    assert "no municipalities" in invite(*OPTIONS)[2]


def test_known_person_is_refused_unless_again(invite, client: Client, database: Database):
    first = invite(*OPTIONS)[1]
    status, told, warned = invite(*OPTIONS)
    assert (status, told) == (1, "")
    assert "--again" in warned
    status, told, _ = invite(*OPTIONS, "--again")
    assert status == 0
    assert client.get(f"/uitnodiging/{token_in(first)}").status_code == 410
    assert client.get(f"/uitnodiging/{token_in(told)}").status_code == 200
    with database.reading() as session:
        assert len(session.exec(select(User)).all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--role", "koning"],
        ["--days", "0"],
        ["--days", "31"],
        ["--days", "veel"],
    ],
)
def test_wrong_usage_ends_with_two(invite, wrong: list[str]):
    with pytest.raises(SystemExit) as ended:
        invite(*OPTIONS, *wrong)
    assert ended.value.code == 2


@pytest.mark.parametrize(("option", "value"), [("--name", " "), ("--region", "!!!"), ("--organisation", "x" * 81)])
def test_empty_or_endless_name_is_refused(invite, database: Database, option: str, value: str):
    assert invite(*OPTIONS, option, value)[0] == 1
    with database.reading() as session:
        assert session.exec(select(User)).all() == []


def test_who_joins_a_demo_is_a_demo_person(
    demo_app: Flask, demo_config: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("webapp.accounts.commands.from_env", lambda production: replace(demo_config, demo=False))
    assert cli.main(["invite", *OPTIONS]) == 0
    assert "demo person" in capsys.readouterr().err
    public = replace(demo_config, demo=False, origin="https://onderdak.example.nl")
    monkeypatch.setattr("webapp.accounts.commands.from_env", lambda production: public)
    assert cli.main(["invite", *OPTIONS, "--name", "Echt Mens"]) == 0
    with demo_app.extensions["database"].reading() as session:
        users = {user.name: user.demo for user in session.exec(select(User))}
    assert (users["B. Beheer"], users["Echt Mens"]) == (True, False)
