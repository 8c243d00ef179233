"""The figures of search, read from data/search.yml and checked."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import IndexUnavailableError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Build(_Part):
    """What the index on disk depends on; a change makes it stale."""

    k1: float = Field(gt=0)
    b: float = Field(ge=0, le=1)
    gram: int = Field(ge=3, le=8)


class Fusion(_Part):
    """How the three rankings become one."""

    rank_constant: float = Field(gt=0)
    depth: int = Field(gt=0)
    stems: float = Field(ge=0)
    grams: float = Field(ge=0)
    meaning: float = Field(ge=0)
    synonyms: float = Field(ge=0, le=1)
    own_kommune: float = Field(ge=0, le=1)


class Abstain(_Part):
    """When no passage carries enough of the question's meaning."""

    threshold: float = Field(ge=0, le=1)
    meaning: float = Field(ge=0, le=1)
    unknown_idf: float = Field(gt=0)
    looked_at: int = Field(gt=0)


class SearchSettings(_Part):
    """All of data/search.yml."""

    build: Build
    fusion: Fusion
    abstain: Abstain
    longest_query: int = Field(gt=0)


def load_settings(path: Path) -> SearchSettings:
    """Read the settings. Raises IndexUnavailableError naming the first thing that is wrong."""
    try:
        return SearchSettings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise IndexUnavailableError(f"{path.name}: søkets innstillinger kan ikke leses.") from error
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise IndexUnavailableError(f"{path.name}: verdien for «{place}» er feil. Rett den.") from error
