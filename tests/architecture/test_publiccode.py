"""`publiccode.yml` in the form that catalogues of public software read: 0.7.0, nothing deprecated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from webapp import __version__

FILE = Path(__file__).resolve().parents[2] / "publiccode.yml"
DEPRECATED = {"genericName", "monochromeLogo", "inputTypes", "outputTypes", "authorsFile", "repoOwner"}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in keys(one)}
    return set()


def test_form_is_the_present_one(told: dict[str, Any]) -> None:
    assert told["publiccodeYmlVersion"] == "0.7.0"
    assert keys(told) & DEPRECATED == set()
    assert told["intendedAudience"]["countries"] == ["NL"]
    assert told["organisation"]["uri"].startswith("https://")
    assert {one["id"] for one in told["supports"]} == {"alias:gdpr", "https://www.w3.org/TR/WCAG22/"}


def test_version_is_that_of_the_application(told: dict[str, Any]) -> None:
    assert told["softwareVersion"] == __version__


@pytest.mark.parametrize("language", ["nl", "en"])
def test_descriptions_keep_to_their_lengths(told: dict[str, Any], language: str) -> None:
    description = told["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
