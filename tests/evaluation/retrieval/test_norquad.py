"""NorQuAD as it is measured: asked about unseen documents only, searched among all."""

from pathlib import Path

import pytest

from knowledge.embedding.pairs import NorQuad, Question
from knowledge.paths import Paths
from tests.conftest import SHARED, missing
from tests.evaluation.retrieval.norquad import Material, measured

PLACES = ("Tromvik", "Solnes", "Granli", "Bekkedal", "Myrstad", "Fjelltun")
NORQUAD = NorQuad(
    {
        number: (f"Fyret på {place} ble bygd av Tor.", f"Ferja til {place} heter Måka {number}.")
        for number, place in enumerate(PLACES)
    },
    tuple(
        question
        for number, place in enumerate(PLACES)
        for question in (
            Question(f"Hva heter ferja til {place}?", number, f"Måka {number}"),
            Question(f"Hvem eier {place}?", number, "står ikke her"),
        )
    ),
)


@pytest.fixture(scope="module")
def material() -> Material:
    return Material.of(NORQUAD, 1 / 3, seed=1)


def test_only_unseen_documents_are_asked_about_and_all_are_searched(material: Material) -> None:
    trained_on, unseen = NORQUAD.split(1 / 3, seed=1)
    assert len(material.passages) == 2 * len(PLACES)
    assert (material.documents, material.unseen) == (len(PLACES), 2)
    asked = {each.text for each in material.asked}
    assert asked == {question.text for question in unseen.questions if question.answer.startswith("Måka")}
    assert not asked & {question.text for question in trained_on.questions}


def test_the_window_with_the_answer_answers_and_no_other(material: Material) -> None:
    for each in material.asked:
        (right,) = [passage for passage in material.passages if each.is_answered_by(passage)]
        assert right.text.startswith("Ferja")
        assert right.text.split()[2] in each.text


def test_three_ways_of_searching_are_measured(material: Material) -> None:
    found = dict(measured(material, Paths(), None))
    assert list(found) == ["bm25s, norske stammer", "bare meningen (vår modell)", "vårt søk"]
    assert {each.asked for each in found.values()} == {2}
    assert (found["vårt søk"].first, found["vårt søk"].five) == (1, 1)


def test_the_data_hold_questions_that_can_be_answered() -> None:
    folder: Path = SHARED / "data" / "norquad"
    if not folder.is_dir():
        missing(f"NorQuAD ligger ikke i {folder}; denne prøven trenger dataene.")
    material = Material.load(folder)
    assert material.unseen < material.documents / 5
    assert len(material.asked) > material.unseen
