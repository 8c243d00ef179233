"""Settings that would let in others than they should stop the bot before it starts, with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.access.errors import AccessSettingError
from bot.access.rules import demand_safe
from bot.app import create_app
from bot.run.ports import free_port
from bot.settings import Settings
from tests.conftest import ROOT

LOGIN = {
    "oidc_issuer": "https://auth.dataporten.no",
    "oidc_audience": "id",
    "public_url": "https://hvana.example.no",
}


def demanded(**settings: Any) -> None:
    demand_safe(Settings(_env_file=None, **settings))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_ones_own_machine_needs_no_login(host: str) -> None:
    demanded(host=host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "", "::", "10.1.2.3", "hvana.example.no", "127.0.0.1.example.no"]
)
def test_every_other_address_needs_one(host: str) -> None:
    with pytest.raises(AccessSettingError, match="HVANA_HOST"):
        demanded(host=host)
    demanded(host=host, **LOGIN)


def test_production_needs_one() -> None:
    with pytest.raises(AccessSettingError, match="HVANA_PRODUCTION krever innlogging"):
        demanded(production=True)
    demanded(production=True, **LOGIN)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"oidc_audience": ""}, "HVANA_OIDC_AUDIENCE"),
        ({"oidc_issuer": "http://auth.example.no"}, "HVANA_OIDC_ISSUER"),
        ({"oidc_issuer": "auth.example.no"}, "HVANA_OIDC_ISSUER"),
        ({"public_url": ""}, "HVANA_PUBLIC_URL"),
        ({"public_url": "http://hvana.example.no"}, "HVANA_PUBLIC_URL"),
        ({"oidc_groups_url": "http://groups.example.no"}, "HVANA_OIDC_GROUPS_URL"),
        ({"allowed_origins": "*"}, "HVANA_ALLOWED_ORIGINS"),
        ({"allowed_origins": "https://a.example.no, intranett"}, "HVANA_ALLOWED_ORIGINS"),
        ({"allowed_origins": "https://*.example.no"}, "HVANA_ALLOWED_ORIGINS"),
        ({"allowed_origins": "https://a.example.no/"}, "HVANA_ALLOWED_ORIGINS"),
        ({"allowed_origins": "http://a.example.no"}, "HVANA_ALLOWED_ORIGINS"),
        ({"allowed_origins": "null"}, "HVANA_ALLOWED_ORIGINS"),
    ],
)
def test_what_does_not_fit_is_named(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(AccessSettingError, match=named):
        demanded(**{**LOGIN, **wrong})


def test_the_application_itself_refuses_before_it_opens_anything(tmp_path: Path) -> None:
    with pytest.raises(AccessSettingError):
        create_app(Settings(_env_file=None, host="0.0.0.0", var_dir=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("ansatt: [x]\nelev: [y]", "elev"),
        ("ansatt: {", "kan ikke leses"),
        ("- x", "roller.yml"),
        (None, "roller.yml"),
    ],
)
def test_a_file_of_roles_that_does_not_hold_is_told(tmp_path: Path, content: str | None, said: str) -> None:
    file = tmp_path / "roller.yml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    settings = Settings(_env_file=None, var_dir=tmp_path, oidc_roles=file, **LOGIN)  # type: ignore[arg-type]
    with pytest.raises(AccessSettingError, match=said):
        create_app(settings)


@pytest.mark.parametrize("setting", [{"HVANA_HOST": "0.0.0.0"}, {"HVANA_PRODUCTION": "true"}])
def test_make_run_stops_with_a_sentence(setting: dict[str, str], tmp_path: Path) -> None:
    given = {
        "HVANA_VAR_DIR": str(tmp_path),
        "HVANA_PORT": str(free_port()),
        "HVANA_RASA_PORT": str(free_port()),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot.run", "serve"],
        cwd=ROOT,
        env={**os.environ, **given, **setting},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "innlogging" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
