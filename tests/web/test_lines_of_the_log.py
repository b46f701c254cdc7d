"""A line of the server's log says where something failed, never what somebody wrote."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from webapp.db import Database
from webapp.web.logging import JsonLines

CANARY = "kanarie-in-de-notitie"


class Small(BaseModel):
    """Refuses the canary."""

    note: int


def in_the_store(session: Session) -> None:
    session.connection().execute(text("insert into street_contact (note) values (:note)"), {"note": CANARY})


def in_a_model(_session: Session) -> None:
    Small.model_validate({"note": CANARY})


def while_handling_another(session: Session) -> None:
    try:
        in_a_model(session)
    except ValueError as error:
        raise RuntimeError(f"no place for\n{CANARY}\n") from error


@pytest.mark.parametrize("fail", [in_the_store, in_a_model, while_handling_another])
def test_line_tells_where_and_nothing_that_was_written(database: Database, fail: Any):
    with database.reading() as session:
        try:
            fail(session)
        except Exception as error:
            found = (type(error), error, error.__traceback__)
    line = JsonLines().format(logging.LogRecord("onderdak", logging.ERROR, "", 0, "crash", None, found))
    assert CANARY not in line
    told = json.loads(line)
    assert told["error"] == found[0].__name__
    assert told["where"]
    assert all(re.match(r"/.+\.py:\d+ ", one) for one in told["where"]), told["where"]
