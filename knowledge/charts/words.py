"""The words in a chart, read from data/charts.yml; deadlines and those who must know have theirs in data/texts.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import ProcedureError
from knowledge.procedures.model import Urgency


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edges(_Words):
    """What stands beside an arrow."""

    fits: str
    fits_not: str
    otherwise: str
    afterwards: str


class FactWords(_Words):
    """How facts are listed: a heading for each kind, and the form of a line."""

    none: str
    asked: str
    assumed: str
    calendar: str
    implied: str
    notes: str
    is_: str = Field(alias="is")
    quoted: str
    implies: str


class RowWords(_Words):
    """How a row and its condition are said."""

    name: str
    name_of_rest: str
    at_least_one: str
    and_at_least_one: str
    one_of_them: str
    either: str
    together: str
    join: str
    and_: str = Field(alias="and")
    or_: str = Field(alias="or")


class OutcomeWords(_Words):
    """How an outcome is said."""

    urgency: str
    no_deadline: str
    recipients: str
    legal_basis: str
    afterwards: str
    step: str
    step_without_time: str
    given: str
    calendar: str


class ExtraWords(_Words):
    """How it is said that a step comes whatever the outcome."""

    first: str
    last: str


class DrawingWords(_Words):
    """What stands round the drawing."""

    place: str
    version: str
    description: str


class PageWords(_Words):
    """What stands on a page of docs/prosedyrer."""

    made: str
    local: str
    facts: str
    chart: str
    table: str
    table_intro: str
    columns: tuple[str, ...] = Field(min_length=7, max_length=7)
    nobody: str
    steps: str
    extra: str
    document: str
    offers: str
    through: str
    list_: str = Field(alias="list")
    list_intro: str


class SiteWords(_Words):
    """What stands on the web page that lists the procedures."""

    title: str
    intro: str
    kommuner: str
    back: str
    reports: str
    list_: str = Field(alias="list")


class ChartWords(_Words):
    """All of them."""

    edges: Edges
    facts: FactWords
    row: RowWords
    outcome: OutcomeWords
    extra: ExtraWords
    drawing: DrawingWords
    page: PageWords
    site: SiteWords
    urgencies: dict[str, str]
    recipients: dict[str, str]

    def urgency(self, urgency: Urgency) -> str:
        """How soon, in words."""
        return self.urgencies.get(urgency) or self.outcome.no_deadline

    def names(self, recipients: tuple[str, ...]) -> str:
        """Those who must know, in order. Raises ProcedureError where one has no name."""
        return self.listed([self._name(each) for each in recipients], self.row.and_)

    def listed(self, items: list[str], last: str) -> str:
        """The items as in a sentence, with `last` before the last one."""
        return f" {last} ".join([*filter(None, [", ".join(items[:-1])]), *items[-1:]])

    def _name(self, recipient: str) -> str:
        if recipient not in self.recipients:
            raise ProcedureError(f"texts.yml, recipients: «{recipient}» mangler. Skriv hva mottakeren heter.")
        return self.recipients[recipient]


@lru_cache
def load_chart_words(data_dir: Path) -> ChartWords:
    """Read data/charts.yml and data/texts.yml. Raises ProcedureError where something is missing."""
    try:
        texts = _read(data_dir / "texts.yml")
        names = {"urgencies": texts["urgency"], "recipients": texts["recipients"]}
        return ChartWords.model_validate({**_read(data_dir / "charts.yml"), **names})
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValidationError) as error:
        raise ProcedureError(
            f"charts.yml eller texts.yml: ordene i tegningene kan ikke leses. {error}"
        ) from error


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
