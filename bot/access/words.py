"""Reads data/innlogging.yml: the sentences on the way in, and which values of the login give which role."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from bot.access.errors import AccessSettingError, Reason

Model = TypeVar("Model", bound=BaseModel)


class RoleValues(BaseModel):
    """The values of the role claim that give each role."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ansatt: tuple[str, ...] = ()
    rektor: tuple[str, ...] = ()
    raadgiver: tuple[str, ...] = ()


class PageWords(BaseModel):
    """What the pages say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    log_in: str
    to_chat: str
    logged_in: str
    logged_out: str
    nothing_to_log_in_to: str


class AccessWords(BaseModel):
    """All of data/innlogging.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: RoleValues
    refused: dict[Reason, str]
    page: PageWords

    @field_validator("refused")
    @classmethod
    def _says_all(cls, refused: dict[Reason, str]) -> dict[Reason, str]:
        missing = set(Reason) - set(refused)
        if missing:
            raise ValueError(f"mangler {', '.join(sorted(missing))}")
        return refused


def load_access_words(path: Path) -> AccessWords:
    """Read data/innlogging.yml. Raises AccessSettingError where it doesn't hold."""
    return _read(AccessWords, path)


def load_role_values(path: Path) -> RoleValues:
    """Read a municipality's own file of roles. Raises AccessSettingError where it doesn't hold."""
    return _read(RoleValues, path)


def _read(kind: type[Model], path: Path) -> Model:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return kind.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AccessSettingError(f"{path}: {place}: {first['msg']}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AccessSettingError(f"{path} kan ikke leses. Se docs/innlogging.md.") from error
