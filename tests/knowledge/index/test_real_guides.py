"""The real guides, taken in as a municipality would: what teachers ask is found, and what no guide says is not answered."""

import re
from pathlib import Path

import pytest
import yaml

from knowledge.guides import Guides, ingest
from knowledge.guides.model import Passage
from knowledge.guides.passages import LIMIT
from knowledge.index.search import Search, open_search
from knowledge.paths import Paths

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
FIVE = 5


@pytest.fixture(scope="module")
def paths(original_guides: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = Paths(var_dir=tmp_path_factory.mktemp("ekte"))
    assert ingest(original_guides, paths).problems == []
    return paths


@pytest.fixture(scope="module")
def search(paths: Paths) -> Search:
    return open_search(paths)


@pytest.fixture(scope="module")
def passages(paths: Paths) -> tuple[Passage, ...]:
    return Guides.load(paths).passages()


def answers(passage: Passage, asked: dict[str, object]) -> bool:
    said = "\n".join((*passage.headings, passage.text))
    return passage.guide in str(asked["guides"]) and re.search(str(asked["says"]), said) is not None


def recall(search: Search, part: str) -> float:
    found = [
        any(answers(hit.passage, asked) for hit in search.search(asked["question"], FIVE))
        for asked in QUESTIONS[part]
    ]
    return sum(found) / len(found)


def test_passages_of_the_originals_keep_within_the_limit_and_point_at_their_text(
    paths: Paths, passages: tuple[Passage, ...]
) -> None:
    texts = {guide.info.id: guide.text for guide in Guides.load(paths).all()}
    assert len(passages) > 300
    for passage in passages:
        assert len(passage.text) <= LIMIT
        if passage.kind == "law":
            continue
        assert texts[passage.guide][passage.start : passage.end] == passage.text


def test_most_passages_say_enough_to_stand_alone(passages: tuple[Passage, ...]) -> None:
    words = sorted(len(passage.text.split()) for passage in passages)
    assert words[len(words) // 10] > 20
    assert words[len(words) // 2] > 80


@pytest.mark.parametrize("furniture", ["https://", "\f", "____", "~~~"])
def test_page_furniture_is_gone(passages: tuple[Passage, ...], furniture: str) -> None:
    assert not [passage.text for passage in passages if furniture in passage.text]


def test_the_weekly_check_of_absence_is_found(search: Search) -> None:
    hits = search.search("hvor mange dager borte før rektor skal vite det?", 3)
    assert any(
        hit.passage.guide == "sondre-land-fravaersrutine-2024"
        and re.search(r"åtte dager|8 dager", hit.passage.text)
        for hit in hits
    )


@pytest.mark.parametrize("part", ["innstilling", "prøve"])
def test_at_least_three_of_four_questions_have_their_answer_among_the_first_five(
    search: Search, part: str
) -> None:
    assert recall(search, part) >= 0.75


@pytest.mark.parametrize(
    "query",
    [
        "hvem vant fotball-VM",
        "oppskrift på vafler",
        "hva er hovedstaden i Australia",
        "hvordan bytter jeg dekk på bilen",
        "hvem skrev Peer Gynt",
        "kan hunder spise sjokolade",
    ],
)
def test_what_has_nothing_to_do_with_school_is_not_answered(search: Search, query: str) -> None:
    assert search.answer(query).abstained


@pytest.mark.parametrize(
    "query",
    ["hva er mobbing?", "når skal barnevernet ha beskjed om fravær?", "plikten til å følge med § 12-4"],
)
def test_what_the_guides_are_about_is_answered(search: Search, query: str) -> None:
    assert not search.answer(query).abstained
