"""Make the app package for Teams, hva-na.zip, of the settings and what lies in data/teams_app."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft4Validator
from PIL import Image

from bot.run.errors import RunError
from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.municipalities import NATIONAL, load_municipalities

_SCHEMA_URL = "https://developer.microsoft.com/json-schemas/teams/v{version}/MicrosoftTeams.schema.json"
_GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ADDRESS = re.compile(r"https://[^\s/]+(/\S*)?")
_LONGEST_OWNER = 32
_SIZES = {"color": 192, "outline": 32}
_MADE = (2026, 1, 1, 0, 0, 0)
"""The time that stands in the package, so that the same settings give the same file."""


class PackageError(RunError):
    """The package can't be made; the sentence says what to do."""


def make_package(settings: Settings) -> Path:
    """Write `teams-app/hva-na.zip` below `var_dir` and return where it lies. Raises PackageError."""
    folder = settings.data_dir / "teams_app"
    manifest = manifest_of(settings)
    path = settings.var_dir / "teams-app" / "hva-na.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as package:
        _add(package, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode())
        for kind in _SIZES:
            icon = folder / manifest["icons"][kind]
            _demand_icon(icon, kind)
            _add(package, icon.name, icon.read_bytes())
    return path


def manifest_of(settings: Settings) -> dict[str, Any]:
    """The manifest filled in. Raises PackageError where a setting is missing or Teams would refuse it."""
    folder = settings.data_dir / "teams_app"
    filled = _filled(_template(folder / "manifest.yml"), _values(settings))
    manifest = {"$schema": _SCHEMA_URL.format(version=filled["manifestVersion"]), **filled}
    schema = json.loads((folder / "manifest.schema.json").read_text(encoding="utf-8"))
    wrong = [f"{each.json_path}: {each.message}" for each in Draft4Validator(schema).iter_errors(manifest)]
    if wrong:
        raise PackageError(
            f"Teams ville ikke tatt imot {folder / 'manifest.yml'}. Rett dette: {'; '.join(wrong)}"
        )
    return manifest


def _template(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise PackageError(f"{path} kan ikke leses: {error}") from error


def _values(settings: Settings) -> Mapping[str, str]:
    problems = list(_problems(settings))
    if problems:
        raise PackageError("Appen kan ikke lages ennå.\n" + "\n".join(f"– {each}" for each in problems))
    return {
        "app_id": settings.teams_app_id.lower(),
        "url": settings.public_url.rstrip("/"),
        "owner": settings.teams_owner or _title(settings),
    }


def _problems(settings: Settings) -> Iterator[str]:
    """What is missing, all at once, so that nobody must come back for the next one."""
    if not _GUID.fullmatch(settings.teams_app_id):
        yield "Sett HVANA_TEAMS_APP_ID til klient-ID-en fra appregistreringen i Entra ID (docs/teams.md)."
    if not _ADDRESS.fullmatch(settings.public_url):
        yield "Sett HVANA_PUBLIC_URL til adressen brukerne når boten på. Teams krever https://."
    if len(settings.teams_owner) > _LONGEST_OWNER:
        yield f"HVANA_TEAMS_OWNER kan ha høyst {_LONGEST_OWNER} tegn."
    if not settings.teams_owner and settings.kommune == NATIONAL:
        yield "Sett HVANA_TEAMS_OWNER til kommunens navn, eller HVANA_KOMMUNE til kommunens profil."


def _title(settings: Settings) -> str:
    try:
        return load_municipalities(settings.data_dir / "municipalities").get(settings.kommune).title
    except KnowledgeError as error:
        raise PackageError(
            f"HVANA_KOMMUNE er «{settings.kommune}», men det er ingen slik profil i data/municipalities."
        ) from error


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(each, values) for name, each in part.items()}
    if isinstance(part, list):
        return [_filled(each, values) for each in part]
    if not isinstance(part, str):
        return part
    try:
        return part.format_map(values)
    except (KeyError, ValueError, IndexError) as error:
        raise PackageError(f"«{part[:60]}» i manifest.yml har et felt i {{…}} som ikke finnes.") from error


def _demand_icon(path: Path, kind: str) -> None:
    """Raise PackageError where Teams would refuse the icon: wrong size, or an outline that is not white on nothing."""
    side = _SIZES[kind]
    try:
        with Image.open(path) as image:
            is_png, size, pixels = image.format == "PNG", image.size, image.convert("RGBA")
    except OSError as error:
        raise PackageError(f"Ikonet {path} kan ikke leses: {error}") from error
    if not is_png or size != (side, side):
        raise PackageError(f"Ikonet {path} skal være PNG og {side} × {side} piksler.")
    colours = {colour for _, colour in pixels.getcolors(side * side) or []}
    if kind == "outline" and not _is_outline(colours):
        raise PackageError(f"Ikonet {path} skal være hvitt på gjennomsiktig grunn.")


def _is_outline(colours: set[Any]) -> bool:
    seen = {colour[:3] for colour in colours if colour[3]}
    return seen == {(255, 255, 255)} and any(colour[3] == 0 for colour in colours)


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
