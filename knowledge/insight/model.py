"""What a report is: figures and tables in plain words, the same for the terminal, JSON and the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.guides.library import Guides
from knowledge.guides.model import Guide
from knowledge.insight.log import InsightLog
from knowledge.insight.words import ReportText
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under their columns' names; the first cell of a row tells which row it is."""

    caption: str
    columns: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """A report's name, title, what it is, its figures by name, the sentence that says them, and its tables."""

    name: str
    title: str
    intro: str
    summary: str
    figures: Mapping[str, int]
    tables: tuple[Table, ...]

    def as_json(self) -> dict[str, Any]:
        """The report as JSON holds it: each row by its columns' names."""
        tables = [
            {
                "caption": each.caption,
                "rows": [dict(zip(each.columns, row, strict=True)) for row in each.rows],
            }
            for each in self.tables
        ]
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.summary,
            "figures": dict(self.figures),
            "tables": tables,
        }


@dataclass(frozen=True)
class Material:
    """What reports are made of; `kommune` narrows them to its own guides and those for all, None to nothing."""

    paths: Paths
    rulebook: Rulebook
    guides: Guides
    log: InsightLog
    kommune: str | None = None

    def chosen(self) -> tuple[Guide, ...]:
        """The guides that the report is about."""
        return tuple(
            guide
            for guide in self.guides.all()
            if self.kommune is None or not guide.info.kommuner or self.kommune in guide.info.kommuner
        )


def make_report(name: str, text: ReportText, figures: Mapping[str, int], *tables: Sequence[Row]) -> Report:
    """Put a report into the words of data/reports.yml; the tables come in the order they have there."""
    made = tuple(
        Table(words.caption, words.columns, tuple(rows))
        for words, rows in zip(text.tables, tables, strict=True)
    )
    return Report(name, text.title, text.intro, text.summary.format(**figures), figures, made)
