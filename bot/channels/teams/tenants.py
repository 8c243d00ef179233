"""Which kommune and which role the users of a tenant have, from a file that the municipality's IT keeps."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.api_models import Rolle
from bot.channels.teams.errors import TeamsSettingError


class Tenant(BaseModel):
    """A tenant: its kommune, the role of its users, and of those (by their object id in Entra ID) who have another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kommune: str
    rolle: Rolle = "ansatt"
    roller: Mapping[str, Rolle] = Field(default_factory=dict)

    @field_validator("roller")
    @classmethod
    def _in_small_letters(cls, roller: Mapping[str, Rolle]) -> Mapping[str, Rolle]:
        return {person.lower(): rolle for person, rolle in roller.items()}

    def rolle_of(self, person: str | None) -> Rolle:
        """The role of the user with that object id."""
        return self.roller.get((person or "").lower(), self.rolle)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    tenants: Mapping[str, Tenant] = Field(min_length=1)


def load_tenants(path: Path, kommuner: Container[str]) -> dict[str, Tenant]:
    """Read the file; ids in small letters. Raises TeamsSettingError for one that can't be read or names no known kommune."""
    try:
        read = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TeamsSettingError(f"HVANA_TEAMS_TENANTS: {path} kan ikke leses.") from error
    except ValidationError as error:
        wrong = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise TeamsSettingError(f"HVANA_TEAMS_TENANTS: noe er galt med «{wrong}» i {path}.") from error
    for tenant in read.tenants.values():
        demand_kommune(tenant.kommune, kommuner)
    return {name.lower(): tenant for name, tenant in read.tenants.items()}


def demand_kommune(kommune: str, kommuner: Container[str]) -> None:
    """Raise TeamsSettingError for a kommune that has no profile."""
    if kommune not in kommuner:
        raise TeamsSettingError(
            f"Teams: kommunen «{kommune}» finnes ikke. Bruk en av dem i data/municipalities."
        )
