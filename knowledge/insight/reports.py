"""The reports by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from knowledge.errors import ReportError
from knowledge.guides.library import Guides
from knowledge.insight import contradictions, duties, never_shown, repealed, unanswered
from knowledge.insight.log import InsightLog
from knowledge.insight.model import Material, Report
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook, open_rulebook

REPORTS: dict[str, Callable[[Material], Report]] = {
    each.NAME: each.report for each in (duties, contradictions, repealed, never_shown, unanswered)
}


def open_material(paths: Paths, rulebook: Rulebook | None = None) -> Material:
    """Read what the reports are made of. Raises KnowledgeError where something does not hold."""
    return Material(paths, rulebook or open_rulebook(paths), Guides.load(paths), InsightLog(paths.insight))


def make(name: str, material: Material, kommune: str | None = None) -> Report:
    """Make a report, for one kommune or for all. Raises ReportError or UnknownKommuneError where there is no such."""
    if name not in REPORTS:
        raise ReportError(f"Jeg kjenner ikke rapporten «{name[:40]}». Velg en av: {', '.join(REPORTS)}.")
    chosen = material.rulebook.municipalities.get(kommune).id if kommune else None
    return REPORTS[name](replace(material, kommune=chosen))
