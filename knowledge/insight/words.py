"""The words of the reports and what they look for, read from data/ and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import ReportError

_Settings = TypeVar("_Settings", bound=BaseModel)


def _compiles(pattern: str) -> str:
    re.compile(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A regular expression; it is searched for in text, whatever the case of its letters."""


class Strict(BaseModel):
    """A part of a file that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TableText(Strict):
    """What stands over a table and its columns."""

    caption: str
    columns: tuple[str, ...] = Field(min_length=1)


class ReportText(Strict):
    """What is said of one report; `summary` holds places for its figures. `by_kommune`: it can be narrowed to one."""

    title: str
    intro: str
    summary: str
    by_kommune: bool
    tables: tuple[TableText, ...]


class Site(Strict):
    """What stands round the reports."""

    title: str
    intro: str
    to_chat: str
    to_procedures: str
    to_insight: str
    to_list: str
    kommuner: str
    every_kommune: str
    nothing: str


class Few(Strict):
    """The least count of what people did that may be shown, and the words that stand for any smaller one."""

    least: int
    word: str

    def shown(self, count: int) -> str:
        """A count as a reader may see it."""
        return str(count) if count >= self.least else self.word


class ReportTexts(Strict):
    """All of data/reports.yml."""

    site: Site
    few: Few
    not_own_words: Pattern
    reports: dict[str, ReportText]


@lru_cache
def load_report_texts(data_dir: Path) -> ReportTexts:
    """Read data/reports.yml. Raises ReportError naming what is wrong."""
    return read_settings(data_dir / "reports.yml", ReportTexts)


def read_settings(path: Path, kind: type[_Settings]) -> _Settings:
    """Read a file of settings. Raises ReportError naming the first thing that is wrong."""
    try:
        return kind.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise ReportError(f"{path.name}: filen kan ikke leses. Se etter skrivefeil i den.") from error
    except (ValidationError, re.error) as error:
        place = (
            ".".join(str(part) for part in error.errors()[0]["loc"])
            if isinstance(error, ValidationError)
            else str(error.pattern)
        )
        raise ReportError(f"{path.name}: det som står ved «{place}», er feil. Rett det.") from error
