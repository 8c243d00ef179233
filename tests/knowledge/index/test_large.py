"""What is done otherwise among very many texts finds what reading everything finds."""

from collections.abc import Iterable
from pathlib import Path

import bm25s
import numpy as np
import pytest

from knowledge.index.asked import Links
from knowledge.index.counts import Counter, Counts
from knowledge.index.dense import Dense, Vectors
from knowledge.index.lexical import Field, best_of
from knowledge.index.settings import Coarse

TOKENS = [f"t{number}" for number in range(60)]
EVERY = 10**9


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def texts(chance: np.random.Generator) -> list[list[str]]:
    """Texts where few tokens are common and most are rare, as words are."""
    common = 1 / np.arange(1, len(TOKENS) + 1)
    return [
        chance.choice(TOKENS, size=chance.integers(5, 40), p=common / common.sum()).tolist()
        for _ in range(400)
    ]


@pytest.fixture
def vectors(chance: np.random.Generator) -> Vectors:
    drawn = chance.normal(size=(1000, 32)).astype(np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def counted(texts: Iterable[Iterable[str]]) -> Counts:
    counter = Counter()
    for text in texts:
        counter.add(text)
    return counter.counts()


def test_scores_are_those_of_bm25s(texts: list[list[str]]) -> None:
    theirs = bm25s.BM25(method="lucene", k1=1.2, b=0.6)
    theirs.index(texts, show_progress=False)
    question = ["t0", "t7", "t7", "t40", "ukjent"]
    field = Field.build(counted(texts), 1.2, 0.6)
    ideal = sum(field.rarity(token) for token in question)
    np.testing.assert_allclose(
        field.shares([(question, 1.0)], EVERY).read * ideal, theirs.get_scores(question[:-1]), atol=1e-5
    )


def test_common_tokens_that_are_looked_up_late_count_as_much(texts: list[list[str]]) -> None:
    field = Field.build(counted(texts), 1.2, 0.6)
    groups = [(["t0", "t1", "t30"], 1.0), (["t2", "t50"], 0.5)]
    whole, part = field.shares(groups, EVERY), field.shares(groups, field.frequency("t50"))
    assert len(part.left) > len(whole.left) == 0
    every = np.arange(field.size)
    np.testing.assert_allclose(part.of(every), whole.read, atol=1e-6)


def test_a_saved_field_says_the_same(texts: list[list[str]], tmp_path: Path) -> None:
    field = Field.build(counted(texts), 1.2, 0.6)
    field.save(tmp_path / "field")
    again = Field.load(tmp_path / "field", field.size)
    asked = [(["t3", "t33"], 1.0)]
    np.testing.assert_array_equal(again.shares(asked, EVERY).read, field.shares(asked, EVERY).read)
    np.testing.assert_array_equal(
        again.has("t9", np.arange(field.size)), np.array(["t9" in text for text in texts])
    )


def test_a_field_without_tokens_finds_nothing(tmp_path: Path) -> None:
    Field.build(counted([[], []]), 1.2, 0.6).save(tmp_path / "field")
    field = Field.load(tmp_path / "field", 2)
    assert field.shares([(["t1"], 1.0)], EVERY).read.tolist() == [0.0, 0.0]
    assert not field.has("t1", np.arange(2)).any()


def test_tokens_are_counted_as_what_they_are_read_as() -> None:
    counts = counted([["bil", "båt", "bil"], ["båt"]]).read_as(lambda token: [token[0], token])
    times = dict(zip(counts.tokens, counts.times.toarray().T.tolist(), strict=True))
    assert times == {"b": [3, 1], "bil": [2, 0], "båt": [1, 1]}


@pytest.mark.parametrize("different", [3, 1000, 10_000])
def test_the_best_of_very_many_are_the_best_of_all(chance: np.random.Generator, different: int) -> None:
    scores = chance.integers(0, different, size=10_000).astype(np.float32)
    found = np.sort(scores[best_of(scores, 50)])
    assert found.tolist() == np.sort(scores)[-50:].tolist()


def test_no_text_without_a_score_is_among_the_best() -> None:
    scores = np.zeros(10_000, dtype=np.float32)
    scores[[5, 77]] = 1
    assert sorted(best_of(scores, 50)) == [5, 77]


def test_rough_comparison_and_then_exact_finds_the_nearest(vectors: Vectors, tmp_path: Path) -> None:
    exact = Dense.build(vectors, Coarse(above=EVERY, again=1))
    Dense.build(vectors, Coarse(above=100, again=100)).save(tmp_path / "rough.faiss")
    rough = Dense.load(tmp_path / "rough.faiss")
    for wanted in (3, 500, 999):
        numbers, cosines = rough.nearest(vectors[wanted], 10)
        assert numbers == exact.nearest(vectors[wanted], 10)[0]
        assert cosines[0] == pytest.approx(1, abs=1e-3)
    np.testing.assert_allclose(rough.vectors(np.array([4, 2])), vectors[[4, 2]], atol=1e-3)
    np.testing.assert_allclose(rough.all(), vectors, atol=1e-3)


def test_a_question_leads_to_every_passage_that_answers_it() -> None:
    links = Links.of([(0, 2), (), (1, 2), (1,)])
    scores = links.led_to(np.array([2, 1]), np.array([0.25, 0.5], dtype=np.float32), 4)
    assert scores.tolist() == [0.25, 0.0, 0.5, 0.5]
    assert links.of_passage(2).tolist() == [1, 2]
