"""Hosts that could open more connections than PostgreSQL lends do not start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.config import Config, ConfigError
from webapp.connections import BESIDE, PER_WORKER, fit, most_connections
from webapp.db import Database


def test_hosts_that_fit_say_so(database: Database, config: Config) -> None:
    said = fit(database, config)
    if database.kind == "sqlite":
        assert said == ""
    else:
        assert f"may open {2 * PER_WORKER + BESIDE} connections, PostgreSQL lends" in said


def test_hosts_that_do_not_fit_are_refused_on_postgresql_alone(database: Database, config: Config) -> None:
    many = replace(config, hosts=4, workers=8)
    assert most_connections(many) == 4 * (8 * PER_WORKER + BESIDE)
    if database.kind == "sqlite":
        assert fit(database, many) == ""
        return
    with pytest.raises(ConfigError, match=r"ONDERDAK_HOSTS=4 with WEB_CONCURRENCY=8 may open \d+ .* lends \d+"):
        fit(database, many)
