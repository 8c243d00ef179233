"""The sentence that is marked in a passage is the one that answers, on the shipped digests."""

from pathlib import Path

import pytest
import yaml

from knowledge.guides import Guides
from knowledge.guides.model import Passage
from knowledge.index.search import Search, open_search
from knowledge.paths import Paths

ASKED = yaml.safe_load((Path(__file__).parent / "marked.yml").read_text(encoding="utf-8"))
LEAST = 0.84


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    return Paths(var_dir=tmp_path_factory.mktemp("merket"))


@pytest.fixture(scope="module")
def search(paths: Paths) -> Search:
    return open_search(paths)


@pytest.fixture(scope="module")
def passages(paths: Paths) -> tuple[Passage, ...]:
    return Guides.load(paths).passages()


def marked(search: Search, passages: tuple[Passage, ...], asked: dict[str, str]) -> str:
    (place,) = {p.id for p in passages if p.source == asked["source"] and asked["says"] in p.text}
    hit = search.pinned(place, asked["q"])
    assert hit is not None
    return hit.sentence


def test_the_marked_sentence_mostly_answers(search: Search, passages: tuple[Passage, ...]) -> None:
    found = {asked["q"]: marked(search, passages, asked) for asked in ASKED}
    wrong = {asked["q"]: found[asked["q"]] for asked in ASKED if asked["says"] not in found[asked["q"]]}
    assert 1 - len(wrong) / len(ASKED) >= LEAST, wrong
