"""What is local: which guides apply, where to report, where to archive, who the school owner is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import ProcedureError, UnknownKommuneError

NATIONAL = "nasjonal"


class _Texts(BaseModel):
    """The local words that a step may hold a place for; a file that lacks one is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meldekanal: str
    meldekanal_skoleeier: str
    skoleeier: str
    skoleeier_ved_ledelse: str
    skjema: str
    arkiv: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    guides: list[str]
    texts: _Texts


@dataclass(frozen=True)
class Municipality:
    """A profile: the guides that apply there and the local words for the steps' placeholders."""

    id: str
    title: str
    guides: tuple[str, ...]
    texts: Mapping[str, str]

    def localise(self, text: str) -> str:
        """The text with its placeholders filled in. Raises KeyError for a placeholder no profile has."""
        return text.format_map(self.texts)


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
            content = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (yaml.YAMLError, ValidationError) as error:
            raise ProcedureError(f"{path.name}: kommuneprofilen kan ikke leses. {error}") from error
        profiles[content.id] = Municipality(
            content.id, content.title, tuple(content.guides), content.texts.model_dump()
        )
    return Municipalities(profiles)
