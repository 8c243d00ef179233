"""An answer from the guides: the sentence, the place, more on demand, which of two is meant, and an honest silence."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from actions.passages import PassagePresenter
from actions.search import PassageAnswer
from actions.texts import load_texts
from actions.turn import Entity, Turn
from knowledge.guides.model import Passage, digest_of
from knowledge.index.engine import Answer, Hit
from knowledge.index.marking import Span
from knowledge.insight.log import InsightLog
from knowledge.laws import load_laws
from tests.conftest import ROOT


def hit(number: int, text: str = "Si fra til rektor. Rektor svarer samme dag.") -> Hit:
    passage = Passage(
        id=f"prove-{number}",
        guide="prove",
        title="Plan for Prøve",
        owner="Prøve kommune",
        kommuner=("prove",),
        date="2025-08",
        kind="routine",
        law=None,
        headings=("Melde fra", f"Del {number}"),
        anchor=f"del-{number}",
        text=text,
        start=0,
        end=len(text),
        digest=digest_of(text),
        page=number,
    )
    return Hit(passage, 1 / number, Span(0, text.index(".") + 1))


class FakeSearch:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[str] = []

    def answer(self, query: str, limit: int, kommune: str) -> Answer:
        self.asked.append(query)
        return replace(self._answer, hits=self._answer.hits[:limit])

    def pinned(self, passage_id: str, query: str) -> Hit | None:
        return next((each for each in self._answer.hits if each.passage.id == passage_id), None)


@pytest.fixture
def insight(tmp_path: Path) -> InsightLog:
    return InsightLog(tmp_path / "innsikt.db")


def answers(
    hits: Sequence[Hit], insight: InsightLog, *, abstained: bool = False, near: int = 0
) -> PassageAnswer:
    present = PassagePresenter(load_texts(ROOT / "data" / "texts.yml"), load_laws(ROOT / "data" / "laws.yml"))
    return PassageAnswer(FakeSearch(Answer(tuple(hits), abstained, tuple(hits[:near]))), present, insight)


def typed(text: str) -> Turn:
    return Turn("spor_guide", text, (), "prove", None, False, False, False, "eier")


def pressed(payload: str) -> Turn:
    intent, _, values = payload.partition("{")
    entities = tuple(Entity(name, value, 1.0) for name, value in json.loads("{" + values).items())
    return Turn(intent.lstrip("/"), payload, entities, "prove", None, False, True, False, "eier")


FIVE = [hit(number) for number in range(1, 6)]


def test_the_answer_is_the_sentence_the_passage_and_where_it_stands(insight: InsightLog) -> None:
    message = answers(FIVE, insight).answer(typed("hvem sier jeg fra til"))
    text = message.values["svar"]
    assert text.startswith("«Si fra til rektor.» Rektor svarer samme dag.\n")
    assert text.count("Si fra til rektor.") == 1
    assert "– Plan for Prøve (Prøve kommune, 2025-08): «Melde fra › Del 1», side 1" in text
    assert text.count("Se også:") == 2


def test_a_marked_line_of_a_list_keeps_the_lists_sign_before_it(insight: InsightLog) -> None:
    listed = hit(1, "Hvem:\n- Si fra til rektor.\n- Rektor svarer.")
    marked = replace(listed, marked=Span(6, 26))
    text = answers([marked], insight).answer(typed("hvem")).values["svar"]
    assert text.startswith("Hvem:\n- «Si fra til rektor.»\n- Rektor svarer.\n")


def test_a_passage_that_is_one_sentence_is_shown_without_a_mark(insight: InsightLog) -> None:
    text = answers([hit(1, "Si fra til rektor.")], insight).answer(typed("hvem")).values["svar"]
    assert text.startswith("Si fra til rektor.\n– ")


def test_the_card_has_three_passages_with_sentence_page_date_and_kind(insight: InsightLog) -> None:
    passages = answers(FIVE, insight).answer(typed("hvem"))
    shown = passages.custom["answer"]["passages"]
    assert [each["page"] for each in shown] == [1, 2, 3]
    assert {"marked": "Si fra til rektor.", "date": "2025-08", "kind": "Rutine"}.items() <= shown[0].items()


def test_more_shows_the_next_ones_and_then_no_more(insight: InsightLog) -> None:
    search = answers(FIVE, insight)
    (more,) = search.answer(typed("hvem")).buttons
    assert more.title == "Vis mer"
    rest = search.answer(pressed(more.payload))
    assert [each["page"] for each in rest.custom["answer"]["passages"]] == [4, 5]
    assert rest.buttons == ()


def test_two_near_meanings_are_asked_about_and_the_chosen_one_is_shown(insight: InsightLog) -> None:
    search = answers(FIVE, insight, near=2)
    which = search.answer(typed("skjema"))
    assert which.custom["answer"]["clarify"] is True
    assert [button.title for button in which.buttons] == [
        "Del 1 (Prøve kommune)",
        "Del 2 (Prøve kommune)",
    ]
    chosen = search.answer(pressed(which.buttons[1].payload))
    assert [each["page"] for each in chosen.custom["answer"]["passages"]] == [2]


def test_a_chosen_passage_that_has_changed_is_searched_for_anew(insight: InsightLog) -> None:
    gone = answers([hit(9)], insight).answer(
        pressed('/spor_guide{"sporsmal": "skjema", "avsnitt": "prove-1"}')
    )
    assert [each["page"] for each in gone.custom["answer"]["passages"]] == [9]


def test_a_chosen_passage_that_is_gone_and_nothing_else_answers_is_no_answer(insight: InsightLog) -> None:
    gone = answers([hit(9)], insight, abstained=True).answer(
        pressed('/spor_guide{"sporsmal": "skjema", "avsnitt": "prove-1"}')
    )
    assert gone.custom["answer"]["abstained"] is True


def test_another_kommunes_guide_is_told_apart_from_ones_own_and_everybodys(insight: InsightLog) -> None:
    note = "Dette gjelder Prøve kommune. Din kommune kan ha andre grenser, frister og mottakere."
    of_whom = {("annen",): [note], ("prove",): [], (): []}
    for kommuner, notes in of_whom.items():
        one = hit(1)
        passage = replace(one.passage, kommuner=kommuner)
        message = answers([replace(one, passage=passage)], insight).answer(typed("hvem"))
        assert message.custom["answer"]["passages"][0]["notes"] == notes
        assert (f"Merk: {note}" in message.values["svar"]) == bool(notes)


def test_repealed_law_is_told_with_what_has_taken_its_place(insight: InsightLog) -> None:
    old = hit(1, "Skolen følger § 9 A-4. Rektor svarer samme dag.")
    message = answers([old], insight).answer(typed("hvilken paragraf"))
    note = "§ 9 A-4 i Opplæringslova av 1998 er opphevet. Nå gjelder opplæringslova § 12-4."
    assert note in message.values["svar"]
    assert message.custom["answer"]["passages"][0]["notes"] == [note]


def test_a_repealed_chapter_is_told_with_the_chapter_that_has_taken_its_place(insight: InsightLog) -> None:
    old = hit(1, "Skolen teller 9A-saker. Elevene i 9A har tur.")
    message = answers([old], insight).answer(typed("hvor mange saker"))
    note = "Kapittel 9 A i Opplæringslova av 1998 er opphevet. Nå gjelder opplæringslova kapittel 12."
    assert note in message.values["svar"]
    assert message.custom["answer"]["passages"][0]["notes"] == [note]


def test_silence_shows_the_nearest_two_and_keeps_the_question(insight: InsightLog) -> None:
    message = answers(FIVE, insight, abstained=True).answer(typed("Hvem  betaler frukten?"))
    assert message.response == "utter_ikke_svar"
    assert message.custom["answer"]["abstained"] is True
    assert len(message.custom["answer"]["passages"]) == 2
    (kept,) = insight.unanswered_questions()
    assert (kept.question, kept.kommune, kept.times) == ("hvem betaler frukten?", "prove", 1)
    assert kept.nearest == "prove#del-1"


def test_what_is_shown_is_counted(insight: InsightLog) -> None:
    answers(FIVE, insight).answer(typed("hvem"))
    assert insight.times_shown() == {"prove#del-1": 1, "prove#del-2": 1, "prove#del-3": 1}
