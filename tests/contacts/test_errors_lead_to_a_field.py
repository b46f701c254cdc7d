"""A mistake about the person of a form leads to a field of that form, also where nobody stays anonymous."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, SignIn
from webapp.accounts.models import Organisation
from webapp.db import Database
from webapp.placements.programmes.models import Programme

FORMS = {
    "/plaatsingen/aanmelden": {"programme": "{programme}", "urgency": "normal"},
    "/doorverwijzingen/nieuw": {"entry": "{organisation}", "purpose": "Een huisarts", "consent": "true"},
    "/huren-onder-voorwaarden/melden": {"cause": "arrears", "residents": "1"},
}


@pytest.mark.parametrize("address", FORMS)
def test_form_without_a_person_leads_to_that_field(sign_in: SignIn, demo_database: Database, address: str) -> None:
    with demo_database.reading() as session:
        region = session.exec(select(Organisation.region_id).where(Organisation.name == "Straatzorg (demo)")).first()
        ids = {
            "programme": session.exec(select(Programme.id).where(Programme.region_id == region)).first(),
            "organisation": session.exec(
                select(Organisation.id).where(
                    Organisation.region_id == region, Organisation.name == "Wachtlijst (demo)"
                )
            ).first(),
        }
    said = {name: value.format(**ids) for name, value in FORMS[address].items()}
    page = sign_in(NURSE).post(address, data={"client": "other", "alias": "", **said})
    assert page.status_code == 422
    told = page.text[page.text.index(' errors" tabindex') :]
    leads = re.findall(r'href="#([\w-]+)"', told[: told.index("</ul>")])
    assert leads in (["client"], ["alias"])
    assert page.text.count(f' id="{leads[0]}"') == 1
