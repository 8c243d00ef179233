"""The figures of search, read from data/search.yml and checked."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from knowledge.errors import IndexUnavailableError


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Coarse(_Part):
    """How meaning is searched among more texts than `above`: roughly first, then `again` times as many as wanted exactly."""

    above: int = Field(gt=0)
    again: int = Field(gt=0)


class Build(_Part):
    """What the index on disk depends on; a change makes it stale."""

    k1: float = Field(gt=0)
    b: float = Field(ge=0, le=1)
    gram: int = Field(ge=3, le=8)
    coarse: Coarse


class Inherit(_Part):
    """How a digest's questions come to an original's passages; likeness is the cosine of weighted words."""

    least: float = Field(ge=0, le=1)
    near: float = Field(ge=0, le=1)
    question: float = Field(ge=0)
    kept: float = Field(ge=0, le=1)
    few: int = Field(ge=0)
    slight: float = Field(ge=0, le=1)


class Weights(_Part):
    """What each way of finding counts for; each gives a passage 0..1."""

    stems: float
    grams: float
    concepts: float
    meaning: float
    asked: float
    exact: float


class Words(_Part):
    """What other words than the question's own count for, against its own."""

    parts: float = Field(ge=0, le=1)
    spelling: float = Field(ge=0, le=1)


class Lift(_Part):
    """What is added for the kommune's own guides, and for each kind of source."""

    own_kommune: float = Field(ge=0, le=1)
    kinds: dict[str, float]


SIGNS = (
    "stems",
    "grams",
    "concepts",
    "meaning",
    "asked",
    "outside_stems",
    "outside_meaning",
    "unknown_stems",
    "unknown_grams",
    "inside",
    "short",
)
"""What tells whether any passage answers; each is 0..1.

The best passages' words and letters and concepts with their questions', their meaning, and the likest question's; how
like the question is, in words and in meaning, to one known to lie outside; which share of its words and letters no guide
has; which share of the questions nearest to it a guide answers; and how short it is, 1 for a single word.
"""


class Abstain(_Part):
    """When no passage answers: the certainty, 0..1, is a logistic curve over the signs, each and two by two.

    A weight is named by its sign, or by two joined by «*», whose product it weighs.
    """

    threshold: float = Field(ge=0, le=1)
    looked_at: int = Field(gt=0)
    nearest: int = Field(gt=0)
    bias: float
    weights: dict[str, float]

    @field_validator("weights")
    @classmethod
    def _weighs_known_signs(cls, weights: dict[str, float]) -> dict[str, float]:
        for name in weights:
            signs = name.split("*")
            if len(signs) > 2 or not set(signs) <= set(SIGNS):
                raise ValueError(f"«{name}» er ikke et tegn eller to")
        return weights


class Clarify(_Part):
    """When a short question is asked back, because two passages about different things fit it equally well."""

    longest: int = Field(ge=0)
    near: float = Field(ge=0, le=1)
    unlike: float = Field(ge=-1, le=1)


class Wanted(_Part):
    """What a kind of question asks for (who, when, how much, where), and the words of a sentence that says it."""

    asks: re.Pattern[str]
    says: re.Pattern[str]


class Marking(_Part):
    """What makes a sentence the one that answers, beside the words it shares with the question."""

    meaning: float = Field(ge=0)
    asked: float = Field(ge=0)
    heading: float = Field(ge=0, le=1)
    wanted: float = Field(ge=0)
    kinds: tuple[Wanted, ...]


class SearchSettings(_Part):
    """All of data/search.yml."""

    build: Build
    inherit: Inherit
    depth: int = Field(gt=0)
    postings: int = Field(gt=0)
    words: Words
    weights: Weights
    lift: Lift
    abstain: Abstain
    clarify: Clarify
    marking: Marking
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
