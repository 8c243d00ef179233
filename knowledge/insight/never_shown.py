"""Sections that were never or hardly ever shown as an answer: perhaps no one needs them, perhaps no one finds them."""

from __future__ import annotations

from knowledge.guides.passages import passages_of
from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.words import load_report_texts

NAME = "aldri_vist"


def report(material: Material) -> Report:
    """Count the sections that search can show, and list those that it has shown too seldom to tell from never."""
    texts = load_report_texts(material.paths.data_dir)
    shown = material.log.times_shown()
    sections = {
        passage.source: (passage.title, passage.section, passage.source)
        for guide in material.chosen()
        for passage in passages_of(guide)
    }
    rows = [row for source, row in sections.items() if shown.get(source, 0) < texts.few.least]
    figures = {"sections": len(sections), "never": len(rows)}
    return make_report(NAME, texts.reports[NAME], figures, rows)
