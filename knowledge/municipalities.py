"""What is local: which guides apply, where to report and archive, who the school owner is, and what is stricter there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import ProcedureError, UnknownKommuneError
from knowledge.procedures.schema import StepFile

NATIONAL = "nasjonal"


class Weight(StrEnum):
    """What a threshold is: something the law or a routine requires, or advice where nothing is required."""

    LOV = "lov"
    RUTINE = "rutine"
    RAD = "rad"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Texts(_File):
    """The local words that a step may hold a place for; a file that lacks one is refused."""

    meldekanal: str
    meldekanal_skoleeier: str
    skoleeier: str
    skoleeier_ved_ledelse: str
    skjema: str
    arkiv: str
    fravaersforing: str
    ressursteam: str
    skolesjef: str
    faresignaler: str


class Threshold(_File):
    """A figure that divides a number: its value, what it is, since when it holds, and the source that says so.

    `note` is said with each decision that rests on it.
    """

    value: int
    kind: Weight
    since: date
    source: str
    note: str = ""


class Tightening(_File):
    """What a kommune asks for beyond the national rule of one outcome, and the source that says so."""

    procedure: str
    outcome: str
    source: str
    urgency: str | None = None
    recipients: list[str] = []
    steps: list[StepFile] = []


class _Profile(_File):
    id: str
    title: str
    guides: list[str]
    texts: _Texts
    thresholds: dict[str, Threshold]
    tightens: list[Tightening] = []


@dataclass(frozen=True)
class Municipality:
    """A profile: the guides that apply there, the words for the steps' placeholders, and the local rules."""

    id: str
    title: str
    guides: tuple[str, ...]
    texts: Mapping[str, str]
    thresholds: Mapping[str, Threshold]
    tightens: tuple[Tightening, ...]
    version: str

    def localise(self, text: str) -> str:
        """The text with its placeholders filled in. Raises KeyError for a placeholder no profile has."""
        figures = {name: str(each.value) for name, each in self.thresholds.items()}
        return text.format_map({**figures, **self.texts})


class Municipalities:
    """All profiles by id."""

    def __init__(self, profiles: Mapping[str, Municipality]) -> None:
        self._profiles = profiles

    def get(self, kommune: str) -> Municipality:
        """The profile of a kommune. Raises UnknownKommuneError where there is none."""
        if kommune not in self._profiles:
            raise UnknownKommuneError(
                f"Jeg kjenner ikke kommunen «{kommune[:40]}». Velg en av: {', '.join(self._profiles)}."
            )
        return self._profiles[kommune]

    def all(self) -> tuple[Municipality, ...]:
        """Every profile, the national one first."""
        return tuple(sorted(self._profiles.values(), key=lambda each: (each.id != NATIONAL, each.title)))


def load_municipalities(folder: Path) -> Municipalities:
    """Read data/municipalities. Raises ProcedureError where a file is ill-formed."""
    profiles = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            text = path.read_text(encoding="utf-8")
            content = _Profile.model_validate(yaml.safe_load(text))
        except (yaml.YAMLError, ValidationError) as error:
            raise ProcedureError(f"{path.name}: kommuneprofilen kan ikke leses. {error}") from error
        profiles[content.id] = Municipality(
            id=content.id,
            title=content.title,
            guides=tuple(content.guides),
            texts=content.texts.model_dump(),
            thresholds=content.thresholds,
            tightens=tuple(content.tightens),
            version=hashlib.sha256(text.encode()).hexdigest()[:8],
        )
    return Municipalities(profiles)


def check_thresholds(municipalities: Municipalities) -> None:
    """A national rule may only be made stricter; national advice may give way to a kommune's own routine.

    Raises ProcedureError with both sources where a profile is milder, and where the national profile is missing.
    """
    try:
        national = municipalities.get(NATIONAL)
    except UnknownKommuneError as error:
        raise ProcedureError(
            f"Profilen «{NATIONAL}» mangler; den gir reglene som gjelder overalt."
        ) from error
    for profile in municipalities.all():
        _check_against(national, profile)


def _check_against(national: Municipality, profile: Municipality) -> None:
    if profile.thresholds.keys() != national.thresholds.keys():
        names = ", ".join(sorted(profile.thresholds.keys() ^ national.thresholds.keys()))
        raise ProcedureError(f"{profile.id}.yml, thresholds: «{names}» må stå i alle profiler.")
    for name, local in profile.thresholds.items():
        rule = national.thresholds[name]
        if local.value <= rule.value or (rule.kind == Weight.RAD and local.kind != Weight.RAD):
            continue
        raise ProcedureError(
            f"{profile.id}.yml, thresholds: «{name}» kan ikke være {local.value} ({local.source}), "
            f"for det er mildere enn {rule.value} ({rule.source}). En kommune kan bare gjøre reglene strengere."
        )
