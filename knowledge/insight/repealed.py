"""Passages that cite a law no longer in force, each with the provision that took its place."""

from __future__ import annotations

from knowledge.guides.passages import passages_of
from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.words import load_report_texts

NAME = "opphevet"


def report(material: Material) -> Report:
    """One row for each passage and each repealed provision or chapter that it cites."""
    rows = [
        (
            passage.title,
            passage.section,
            passage.source,
            f"{cited.name}, {cited.act}",
            cited.successor.citation,
        )
        for guide in material.chosen()
        for passage in passages_of(guide)
        for cited in material.rulebook.laws.repealed_in(passage.text)
    ]
    figures = {"citations": len(rows), "sections": len({row[2] for row in rows})}
    return make_report(NAME, load_report_texts(material.paths.data_dir).reports[NAME], figures, rows)
