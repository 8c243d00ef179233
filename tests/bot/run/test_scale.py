"""`make bench-scale` with few passages: it measures the real search, and the passages it makes up are like real ones."""

import random
from pathlib import Path

import pytest

from bot.run.recombine import recombined
from bot.run.scale import measured
from knowledge.guides.library import Guides
from knowledge.guides.passages import LIMIT
from knowledge.index.loaded import Content
from knowledge.paths import Paths

SIZE = 300


@pytest.fixture(scope="module")
def content() -> Content:
    guides = Guides.load(Paths())
    passages = guides.passages()
    return Content(passages, [(f"hva sier {passage.title} om dette",) for passage in passages], ())


def test_so_few_passages_are_searched_exactly(tmp_path: Path) -> None:
    cost = measured(SIZE, Paths(var_dir=tmp_path / "var"), tmp_path)
    assert cost.passages == SIZE
    assert cost.questions > SIZE
    assert len(cost.times) == 200
    assert min(cost.build, cost.build_memory, cost.disk, cost.opening, cost.memory, *cost.times) > 0
    assert cost.same == 1


def test_passages_are_made_of_the_sentences_of_the_guides(content: Content) -> None:
    made = recombined(content, SIZE, random.Random(1))
    known = "\n".join(passage.text for passage in content.passages)
    assert len({passage.id for passage in made.passages}) == SIZE
    for passage, asked in zip(made.passages, made.answered, strict=True):
        assert 0 < len(passage.text) <= LIMIT
        assert passage.text.split("\n")[0] in known
        assert asked[0] == passage.headings[-1]


def test_the_same_seed_gives_the_same_passages(content: Content) -> None:
    first, again, other = (recombined(content, SIZE, random.Random(seed)) for seed in (1, 1, 2))
    assert first == again != other
