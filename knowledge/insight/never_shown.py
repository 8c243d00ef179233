"""Sections that were never shown as an answer: perhaps no one needs them, perhaps no one finds them."""

from __future__ import annotations

from knowledge.guides.passages import passages_of
from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.words import load_report_texts

NAME = "aldri_vist"


def report(material: Material) -> Report:
    """Count the sections that search can show, and list those that it never has."""
    shown = material.log.times_shown()
    sections = {
        passage.source: (passage.title, passage.section, passage.source)
        for guide in material.chosen()
        for passage in passages_of(guide)
    }
    rows = [row for source, row in sections.items() if source not in shown]
    figures = {"sections": len(sections), "never": len(rows)}
    return make_report(NAME, load_report_texts(material.paths.data_dir).reports[NAME], figures, rows)
