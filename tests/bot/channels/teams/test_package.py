"""The app package holds what Teams asks for and nothing more, or a sentence says what is missing."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from PIL import Image

from bot.channels.teams.package import PackageError, make_package
from bot.settings import ROOT, Settings

APP_ID = "11111111-2222-3333-4444-555555555555"
DATA = ROOT / "data"
SET_UP = {"teams_app_id": APP_ID.upper(), "public_url": "https://hvana.eksempel.no/", "kommune": "steinkjer"}


def made(tmp_path: Path, **settings: Any) -> Path:
    return make_package(Settings(_env_file=None, var_dir=tmp_path, **{**SET_UP, **settings}))


def manifest(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as opened:
        assert sorted(opened.namelist()) == ["color.png", "manifest.json", "outline.png"]
        content: dict[str, Any] = json.loads(opened.read("manifest.json"))
    return content


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of what the package is made of, to be spoilt."""
    shutil.copytree(DATA / "teams_app", tmp_path / "data" / "teams_app")
    shutil.copytree(DATA / "municipalities", tmp_path / "data" / "municipalities")
    return tmp_path / "data"


def test_the_manifest_follows_the_published_schema_and_the_settings(tmp_path: Path) -> None:
    shown = manifest(made(tmp_path))
    schema = json.loads((DATA / "teams_app" / "manifest.schema.json").read_text(encoding="utf-8"))
    assert list(Draft4Validator(schema).iter_errors(shown)) == []
    assert shown["manifestVersion"] == "1.30"
    assert shown["id"] == shown["bots"][0]["botId"] == APP_ID
    assert shown["developer"]["name"] == "Steinkjer kommune"
    assert shown["developer"]["privacyUrl"] == "https://hvana.eksempel.no/"
    assert "{" not in json.dumps(shown["developer"])[1:-1]


def test_the_app_asks_for_no_permission(tmp_path: Path) -> None:
    shown = manifest(made(tmp_path))
    asking = {"permissions", "devicePermissions", "webApplicationInfo", "authorization", "validDomains"}
    assert not asking & set(shown)
    bot = shown["bots"][0]
    assert sorted(bot["scopes"]) == ["groupChat", "personal", "team"]
    assert not bot["supportsFiles"]
    titles = {
        scope: [command["title"] for command in each["commands"]]
        for each in bot["commandLists"]
        for scope in each["scopes"]
    }
    assert {"Hva nå?", "Mine utkast"} <= set(titles["personal"])
    assert "Mine utkast" not in titles["team"]


def test_the_icons_have_the_size_and_the_transparency_that_teams_asks_for(tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path)) as package:
        with package.open("color.png") as file, Image.open(file) as color:
            assert color.size == (192, 192)
            assert color.convert("RGBA").getextrema()[3] == (255, 255)
        with package.open("outline.png") as file, Image.open(file) as outline:
            assert outline.size == (32, 32)
            assert outline.convert("RGBA").getextrema() == ((255, 255), (255, 255), (255, 255), (0, 255))


def test_the_same_settings_give_the_same_file(tmp_path: Path) -> None:
    assert made(tmp_path / "a").read_bytes() == made(tmp_path / "b").read_bytes()


def test_all_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as told:
        made(tmp_path, teams_app_id="", public_url="", kommune="nasjonal")
    for name in ("HVANA_TEAMS_APP_ID", "HVANA_PUBLIC_URL", "HVANA_TEAMS_OWNER"):
        assert name in str(told.value)
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"teams_app_id": "hva-na"}, "HVANA_TEAMS_APP_ID"),
        ({"public_url": "http://hvana.eksempel.no"}, "https://"),
        ({"kommune": "atlantis"}, "«atlantis»"),
        ({"teams_owner": "x" * 33}, "høyst 32 tegn"),
    ],
)
def test_a_setting_that_teams_would_refuse_is_told_of(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    with pytest.raises(PackageError, match=said):
        made(tmp_path, **settings)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 1.0.0", "versjon: 1.0.0", "version"),
        ("short: Hva nå?", "short: " + "x" * 31, "name.short"),
        ("{owner}", "{eier}", "{eier}"),
        ("scopes: [personal]", "scopes: [personal", "kan ikke leses"),
    ],
)
def test_a_mistake_in_the_manifest_is_told_of(
    tmp_path: Path, own_data: Path, old: str, new: str, said: str
) -> None:
    path = own_data / "teams_app" / "manifest.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(PackageError, match=said):
        made(tmp_path, data_dir=own_data)


def test_an_icon_that_teams_would_refuse_is_told_of(tmp_path: Path, own_data: Path) -> None:
    outline = own_data / "teams_app" / "outline.png"
    Image.new("RGBA", (32, 32), "black").save(outline)
    with pytest.raises(PackageError, match="gjennomsiktig"):
        made(tmp_path, data_dir=own_data)
    Image.new("RGBA", (16, 16)).save(outline)
    with pytest.raises(PackageError, match="32 × 32"):
        made(tmp_path, data_dir=own_data)
    outline.write_text("ikke noe bilde")
    with pytest.raises(PackageError, match="kan ikke leses"):
        made(tmp_path, data_dir=own_data)
