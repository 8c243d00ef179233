"""What is counted for the guides' owner."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.errors import ReportError
from knowledge.insight.log import InsightLog


def test_sections_are_counted_over_all_kommuner(tmp_path: Path) -> None:
    log = InsightLog(tmp_path / "innsikt.db")
    log.shown(["a#x", "a#y"], "nasjonal")
    log.shown(["a#x"], "steinkjer")
    assert log.times_shown() == {"a#x": 2, "a#y": 1}


def test_the_same_question_in_other_letters_counts_as_one_and_the_most_frequent_comes_first(
    tmp_path: Path,
) -> None:
    log = InsightLog(tmp_path / "innsikt.db")
    log.unanswered("Hva er været?", "nasjonal")
    for question in ("Når er  ferien?", "når er ferien?"):
        log.unanswered(question, "steinkjer")
    log.unanswered("   ", "steinkjer")
    found = [(each.question, each.kommune, each.times) for each in log.unanswered_questions()]
    assert found == [("når er ferien?", "steinkjer", 2), ("hva er været?", "nasjonal", 1)]


def test_a_question_is_forgotten_when_it_has_not_come_for_long_and_leaves_nothing_on_the_disk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "innsikt.db"
    log = InsightLog(path)
    log.unanswered("hvem betaler frukten?", "bakas", "a#x")
    log.forget_asked_before(date.today())
    assert [each.nearest for each in log.unanswered_questions()] == ["a#x"]
    log.forget_asked_before(date.today() + timedelta(days=2))
    assert log.unanswered_questions() == []
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"frukten" not in left


def test_nothing_is_counted_where_there_is_no_file(tmp_path: Path) -> None:
    log = InsightLog(tmp_path / "innsikt.db")
    assert log.times_shown() == {}
    assert log.unanswered_questions() == []


def test_a_broken_file_stops_no_answer_and_is_told_of_in_a_report(tmp_path: Path) -> None:
    path = tmp_path / "innsikt.db"
    path.write_text("ikke en database, men lang nok til at den blir lest som en" * 20)
    log = InsightLog(path)
    log.shown(["a#x"], "nasjonal")
    with pytest.raises(ReportError, match="kan ikke leses"):
        log.times_shown()
