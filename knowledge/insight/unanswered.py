"""Questions that nothing answered: what the guides lack, or say in other words than staff do."""

from __future__ import annotations

from knowledge.insight.model import Material, Report, make_report
from knowledge.insight.words import load_report_texts

NAME = "ubesvart"


def report(material: Material) -> Report:
    """List each question with the kommune, how often it came and the day it last did; the most frequent first."""
    titles = {each.id: each.title for each in material.rulebook.municipalities.all()}
    asked = [
        each
        for each in material.log.unanswered_questions()
        if material.kommune is None or each.kommune == material.kommune
    ]
    rows = [
        (each.question, titles.get(each.kommune, each.kommune), str(each.times), each.last) for each in asked
    ]
    figures = {
        "questions": len({each.question for each in asked}),
        "times": sum(each.times for each in asked),
    }
    return make_report(NAME, load_report_texts(material.paths.data_dir).reports[NAME], figures, rows)
