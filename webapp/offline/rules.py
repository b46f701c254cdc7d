"""The rules of a kind of operation, for the form that makes one: ``data-rules`` on it, in the reader's language."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from flask_babel import gettext

from webapp.offline.registry import KINDS
from webapp.phone_rules import Rule, rules_of
from webapp.sentences import ON_PHONE
from webapp.web.forms import BSN

_SENTENCE_KEYS = ("says", "said")
_BOUNDS = {"max": "max_length", "most": "max_length", "ge": "ge", "le": "le"}


def form_rules(kind: str) -> str:
    """JSON: ``fields`` with the rule of each, and ``words`` with the sentence of each mistake."""
    fields = {
        name: {key: _shown_value(key, value) for key, value in rule.items()} for name, rule in _rules(kind).items()
    }
    words = {name: gettext(text, **_marker(name)) for name, text in ON_PHONE.items()}
    rules = {"fields": fields, "words": {**words, "bsn": gettext(BSN)}}
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))


def _shown_value(key: str, value: Any) -> Any:
    return gettext(value) if key in _SENTENCE_KEYS else value


def _marker(name: str) -> dict[str, str]:
    """Placeholders for the bound; the script fills it in."""
    return {_BOUNDS[name]: "{n}"} if name in _BOUNDS else {}


@lru_cache
def _rules(kind: str) -> dict[str, Rule]:
    return rules_of(KINDS[kind].input)
