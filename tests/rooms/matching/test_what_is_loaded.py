"""A worker that never matches has no numpy in its memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from webapp.config import ROOT, Config

HOME = """
import sys
from webapp import cli
from webapp.app import create_app
from webapp.config import from_env
client = create_app(from_env(production=False)).test_client()
signed_in = client.post("/demo/inloggen", data={"user": "coordinator"})
assert signed_in.status_code == 303, signed_in.status
home = client.get("/")
assert "/kamers" in home.get_data(as_text=True), home.status
print(*[name for name in ("numpy", "scipy") if name in sys.modules])
"""


@pytest.mark.one_store
def test_home_is_served_without_numpy(demo_config: Config) -> None:
    place = {"ONDERDAK_INSTANCE": str(demo_config.instance), "ONDERDAK_DEMO": "1"}
    served = subprocess.run(
        [sys.executable, "-c", HOME], cwd=ROOT, env={**os.environ, **place}, capture_output=True, text=True, check=True
    )
    assert served.stdout.split() == []
