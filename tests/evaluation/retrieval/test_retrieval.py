"""What search must reach on questions that are never indexed and never trained on; the tables are `make evaluate`."""

from pathlib import Path

import pytest

from knowledge.guides import Guides
from knowledge.index.search import Search, open_search
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from tests.evaluation.retrieval.figures import DEPTH, figures, place
from tests.evaluation.retrieval.places import places_of
from tests.evaluation.retrieval.questions import NEAR, SETS, Asked, answerable, unanswerable

# Floors, a little under what is measured (docs/sok.md), so that a change for the worse is seen.
RECALL_AT_5 = {"sammendragene": 0.87, "originalene": 0.82}
ANSWERED_OUTSIDE = {"development": 0.05, "held_out": 0.1, "blind": 0.1, "unseen": 0.1, NEAR: 0.25}
SILENT_INSIDE = 0.05


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Search:
    return open_search(Paths(var_dir=tmp_path_factory.mktemp("sammendrag")))


@pytest.fixture(scope="module")
def originals(original_guides: Path, tmp_path_factory: pytest.TempPathFactory) -> Search:
    *_, paths = places_of(original_guides, tmp_path_factory.mktemp("originaler"))
    return open_search(paths)


def found(search: Search, asked: list[Asked]) -> list[int]:
    return [place(each, [hit.passage for hit in search.search(each.text, DEPTH)]) for each in asked]


def _folded(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


@pytest.mark.parametrize("name", [*SETS, NEAR])
def test_no_question_of_the_sets_is_one_that_is_indexed(name: str) -> None:
    indexed = {_folded(question) for question in Guides.load(Paths()).every_question()}
    answered = answerable(name) if name in SETS else []
    asked = [each.text for each in [*answered, *unanswerable(name)]]
    assert [text for text in asked if _folded(text) in indexed] == []


@pytest.mark.parametrize("name", SETS)
def test_the_answers_of_the_sets_exist(name: str) -> None:
    guides = Guides.load(Paths())
    provisions = {passage.source for passage in guides.passages() if passage.kind == "law"}
    for each in answerable(name):
        for source in each.digest - provisions:
            guides.section(source)


@pytest.mark.parametrize("name", SETS)
def test_the_answer_is_among_the_first_five_of_the_digests(digests: Search, name: str) -> None:
    assert figures(found(digests, answerable(name))).five >= RECALL_AT_5["sammendragene"]


@pytest.mark.parametrize("name", SETS)
def test_the_answer_is_among_the_first_five_of_the_originals(originals: Search, name: str) -> None:
    assert figures(found(originals, answerable(name))).five >= RECALL_AT_5["originalene"]


@pytest.mark.parametrize("name", ANSWERED_OUTSIDE)
def test_what_no_guide_answers_is_seldom_answered(digests: Search, name: str) -> None:
    outside = unanswerable(name)
    answered = [each.text for each in outside if not digests.answer(each.text, 1, NATIONAL).abstained]
    assert len(answered) / len(outside) <= ANSWERED_OUTSIDE[name]


@pytest.mark.parametrize("name", SETS)
def test_what_a_guide_answers_is_seldom_left_unanswered(digests: Search, name: str) -> None:
    asked = answerable(name)
    silent = [each.text for each in asked if digests.answer(each.text, 1, NATIONAL).abstained]
    assert len(silent) / len(asked) <= SILENT_INSIDE


def test_nothing_is_measured_on_nothing() -> None:
    with pytest.raises(ValueError, match="Ingen spørsmål"):
        figures([])
