"""Provisions stay whole, endings go, and what stands everywhere is passed over."""

from pathlib import Path

import pytest

from knowledge.errors import IndexUnavailableError
from knowledge.index.tokens import Tokenizer, Vocabulary
from knowledge.paths import Paths


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(Vocabulary.load(Paths()), gram=5)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("§ 12-4", ["12-4"]),
        ("§12-4, 2. ledd", ["12-4", "2", "ledd"]),
        ("§ 12- 5", ["12-5"]),
        ("§ 10-6", ["10-6"]),
        ("§ 9 A-3", ["9a-3", "12-3"]),
        ("9A-4", ["9a-4", "12-4"]),
        ("kapittel 9 A", ["9a", "12"]),
        ("barnevernloven §6.4", ["barnevern", "6-4", "13-2"]),
        ("skoleåret 2023-2024", ["skoleår", "2023", "2024"]),
        ("gruppe B", ["grupp", "b"]),
    ],
)
def test_provisions_numbers_and_single_letters_are_whole_and_the_repealed_have_their_successor(
    tokenizer: Tokenizer, text: str, tokens: list[str]
) -> None:
    assert tokenizer.stems(text) == tokens


def test_forms_of_a_word_have_one_stem(tokenizer: Tokenizer) -> None:
    assert len({*tokenizer.stems("krenkelse krenkelser krenkelsene")}) == 1


def test_words_that_stand_everywhere_are_passed_over(tokenizer: Tokenizer) -> None:
    assert tokenizer.words("Hva skal jeg gjøre når det er en elev som ikke har det bra?") == ["elev", "bra"]


@pytest.mark.parametrize("text", ["", "?!", "§§ – …", "🙂", " \n\t"])
def test_symbols_alone_hold_no_word(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.words(text) == []


def test_letter_runs_join_a_compound_with_its_parts(tokenizer: Tokenizer) -> None:
    assert {*tokenizer.grams("oppfølgingsplikten")} & {*tokenizer.grams("plikten")}
    assert {*tokenizer.grams("skolevegring")} & {*tokenizer.grams("skulevegring")}


def test_other_words_for_the_same_are_known_by_any_form(tokenizer: Tokenizer) -> None:
    (stem,) = tokenizer.stems("foreldrene")
    assert tokenizer.stems("foresatte")[0] in tokenizer.synonyms(stem)


def test_a_missing_stop_list_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match=r"stopwords\.txt"):
        Vocabulary.load(Paths(tmp_path, tmp_path))
