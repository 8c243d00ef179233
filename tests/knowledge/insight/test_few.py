"""Nothing under five: no question that was asked fewer times, and no number that tells of fewer, nor by subtraction."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.guides.library import Guides
from knowledge.insight.log import InsightLog, Unanswered
from knowledge.insight.unanswered import Shown
from knowledge.insight.words import Few
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook

SECTIONS = ("steinkjer-veileder-2025#skjerpet-plikt", "bakas-skolemiljoplan#arshjul", "borte#her", "")
KOMMUNER = ("nasjonal", "steinkjer", "bakas")
WORDS = ("skyss", "vaffel", "kantine", "parkering", "ferie", "nøkler", "printer", "gym")
LOW = re.compile(r"(?<![\w-])[0-4](?![\w-])")
NAMED = re.compile(r"\b[a-zæøå]+ [a-zæøå]+ spørsmål [a-zæøå]+\b")


@pytest.fixture(scope="module")
def shown(rulebook: Rulebook) -> Shown:
    titles = {each.id: each.title for each in rulebook.municipalities.all()}
    sections = {each.source: each for each in Guides.load(Paths()).passages()}
    return Shown(Few(least=5, word="færre enn fem"), titles, sections, frozenset({"hvem", "for"}))


questions = st.builds(
    Unanswered,
    question=st.tuples(*[st.sampled_from(WORDS)] * 2, st.sampled_from(WORDS)).map(
        lambda words: f"{words[0]} {words[1]} spørsmål {words[2]}"
    ),
    kommune=st.sampled_from(KOMMUNER),
    times=st.integers(1, 9),
    last=st.just("2026-05-04"),
    nearest=st.sampled_from(SECTIONS),
)


many = st.lists(questions, max_size=60, unique_by=lambda each: (each.question, each.kommune))


@settings(deadline=None)
@given(asked=many)
def test_no_number_under_five_and_no_rare_question_is_shown(shown: Shown, asked: list[Unanswered]) -> None:
    own, near, rest = shown.tables(asked)
    counts = [row[2] for row in own + near] + [row[1] for row in rest]
    assert not [count for count in counts if LOW.search(count)]
    said = " ".join(cell for row in own + near + rest for cell in row)
    assert set(NAMED.findall(said)) <= {each.question for each in asked if each.times >= 5}


@settings(deadline=None)
@given(asked=many)
def test_what_is_shown_for_all_is_what_is_shown_for_each_so_nothing_is_found_by_subtraction(
    shown: Shown, asked: list[Unanswered]
) -> None:
    apart = [shown.tables([each for each in asked if each.kommune == one]) for one in KOMMUNER]
    for number, table in enumerate(shown.tables(asked)):
        assert Counter(table) == Counter(row for each in apart for row in each[number])


def test_rare_questions_are_gathered_at_their_section_with_the_words_that_five_share(shown: Shown) -> None:
    place = shown.sections["steinkjer-veileder-2025#skjerpet-plikt"]
    asked = [
        Unanswered(f"hvem betaler skyss for {word}", "steinkjer", 1, "2026-05-04", place.source)
        for word in WORDS[1:7]
    ]
    asked += [Unanswered(f"{word} for [navn 1]", "steinkjer", 1, "2026-05-04", "") for word in WORDS]
    asked += [Unanswered("hvor er kantina", "bakas", 4, "2026-05-04", place.source)]
    own, near, rest = shown.tables(asked)
    assert not own
    assert near == [
        (f"{place.title}: {place.section}", "Steinkjer kommune", "6", "betaler, skyss", place.source)
    ]
    assert rest == [(shown.titles["bakas"], "færre enn fem"), ("Steinkjer kommune", "8")]


def test_a_question_asked_five_times_stands_in_its_own_words_with_its_week(shown: Shown) -> None:
    own, _, rest = shown.tables([Unanswered("når er ferien?", "steinkjer", 5, "2026-05-04", "")])
    assert own == [("når er ferien?", "Steinkjer kommune", "5", "2026-19")]
    assert not rest


def test_a_log_from_before_the_sections_were_kept_can_be_read_and_written(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "innsikt.db") as old:
        old.execute(
            "CREATE TABLE unanswered (question TEXT, kommune TEXT, times INTEGER, last TEXT,"
            " PRIMARY KEY (question, kommune))"
        )
        old.execute("INSERT INTO unanswered VALUES ('gammelt', 'bakas', 2, '2026-01-05')")
    log = InsightLog(tmp_path / "innsikt.db")
    log.unanswered("Nytt", "bakas", "a#x")
    assert {(each.question, each.nearest) for each in log.unanswered_questions()} == {
        ("gammelt", ""),
        ("nytt", "a#x"),
    }
