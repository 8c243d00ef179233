"""The figures themselves: counted by hand here, so that a slip in the arithmetic is seen."""

from dataclasses import dataclass

import pytest

from knowledge.guides.model import Passage
from tests.evaluation.retrieval.figures import DEPTH, figures, place
from tests.evaluation.retrieval.toy import passage


@dataclass(frozen=True)
class AnsweredBy:
    ids: frozenset[str]

    def is_answered_by(self, passage: Passage) -> bool:
        return passage.id in self.ids


FOUND = [passage(str(number), "tekst") for number in range(1, DEPTH + 2)]


def test_recall_and_reciprocal_are_shares_of_everything_asked() -> None:
    found = figures([1, 2, 5, 6, 10, 0, 0, 1])
    assert (found.asked, found.first, found.five) == (8, 2 / 8, 4 / 8)
    assert found.reciprocal == pytest.approx((1 + 1 / 2 + 1 / 5 + 1 / 6 + 1 / 10 + 1) / 8)


def test_nothing_found_is_zero() -> None:
    found = figures([0, 0])
    assert (found.first, found.five, found.reciprocal) == (0, 0, 0)


@pytest.mark.parametrize(
    ("right", "expected"), [({"1"}, 1), ({"10"}, 10), ({"11"}, 0), ({"7", "3"}, 3), ({"elsewhere"}, 0)]
)
def test_the_place_is_that_of_the_first_of_ten_that_answers(right: set[str], expected: int) -> None:
    assert place(AnsweredBy(frozenset(right)), FOUND) == expected


def test_a_search_that_finds_few_is_measured_too() -> None:
    assert place(AnsweredBy(frozenset({"2"})), FOUND[:2]) == 2
    assert place(AnsweredBy(frozenset({"2"})), []) == 0
