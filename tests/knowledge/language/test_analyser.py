"""Provisions stay whole, forms and language varieties meet, compounds are taken apart, and empty words are passed over."""

from pathlib import Path

import pytest

from knowledge.errors import IndexUnavailableError
from knowledge.language import Analyser, Vocabulary
from knowledge.paths import Paths


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(Vocabulary.load(Paths()), gram=5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("§ 12-4", ["12-4"]),
        ("§12-4, 2. ledd", ["12-4", "2", "ledd"]),
        ("§ 12- 5", ["12-5"]),
        ("§ 10-6", ["10-6"]),
        ("§ 9 A-3", ["9a-3", "12-3"]),
        ("9A-4", ["9a-4", "12-4"]),
        ("kapittel 9 A", ["9a", "12"]),
        ("en 9a-sak", ["9a", "12", "sak"]),
        ("barnevernloven §6.4", ["barnevernloven", "6-4", "13-2"]),
        ("skoleåret 2023-2024", ["skoleåret", "2023", "2024"]),
        ("gruppe B", ["gruppe", "b"]),
        ("åtte dager", ["8", "dager"]),
    ],
)
def test_provisions_numbers_and_single_letters_are_whole_and_the_repealed_have_their_successor(
    analyser: Analyser, text: str, words: list[str]
) -> None:
    assert analyser.words(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("krenkelse", "krenkelsene"),
        ("gikk", "gå"),
        ("slått", "slår"),
        ("skulevegring", "skolevegring"),
        ("føresette", "foresatte"),
        ("tilsette", "ansatte"),
        ("lærarane", "læreren"),
        ("krenkjer", "krenker"),
        ("vekene", "uke"),
        ("skuleeigar", "skoleeier"),
        ("helsesjukepleiar", "helsesykepleier"),
    ],
)
def test_forms_and_language_varieties_of_a_word_have_one_stem(
    analyser: Analyser, one: str, other: str
) -> None:
    assert analyser.stem(one) == analyser.stem(other)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("fraværsoppfølging", ["fravær", "oppfølging"]),
        ("storefriminutt", ["stor", "friminutt"]),
        ("oppfølgingsplikten", ["oppfølging", "plikt"]),
        ("barnevernet", ["barn", "vern"]),
        ("skulevegring", ["skol", "vegring"]),
        ("selvmordstanker", ["selvmord", "tank"]),
    ],
)
def test_compounds_are_taken_apart(analyser: Analyser, compound: str, parts: list[str]) -> None:
    assert analyser.parts([compound]) == parts


@pytest.mark.parametrize("word", ["samtale", "kontakt", "rektor", "elev", "12-4"])
def test_a_simple_word_has_no_parts(analyser: Analyser, word: str) -> None:
    assert analyser.parts([word]) == []


def test_words_that_stand_everywhere_are_passed_over(analyser: Analyser) -> None:
    assert analyser.words("Hva skal jeg gjøre når det er en elev som ikke har det bra?") == ["elev", "bra"]


@pytest.mark.parametrize("text", ["", "?!", "§§ – …", "🙂", " \n\t"])
def test_symbols_alone_hold_no_word(analyser: Analyser, text: str) -> None:
    assert analyser.words(text) == []


def test_letter_runs_join_a_compound_with_its_parts(analyser: Analyser) -> None:
    assert {*analyser.grams(["oppfølgingsplikten"])} & {*analyser.grams(["plikten"])}


@pytest.mark.parametrize(
    ("one", "other"), [("fryst ut", "utestenging"), ("foreldrene", "foresatte"), ("plager", "mobbing")]
)
def test_words_and_phrases_for_the_same_thing_name_one_concept(
    analyser: Analyser, one: str, other: str
) -> None:
    assert {*analyser.concepts(analyser.words(one))} & {*analyser.concepts(analyser.words(other))}


@pytest.mark.parametrize(
    ("short", "long"), [("ktl", "kontaktlærer"), ("inspek", "inspektør"), ("bv", "barnevern")]
)
def test_abbreviations_are_written_out(analyser: Analyser, short: str, long: str) -> None:
    assert analyser.words(f"{short}.") == [long]


def test_a_missing_stop_list_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match=r"stopwords\.txt"):
        Vocabulary.load(Paths(tmp_path, tmp_path))


def test_a_list_with_an_error_is_named(tmp_path: Path) -> None:
    (tmp_path / "stopwords.txt").write_text("og\n", encoding="utf-8")
    (tmp_path / "concepts.yml").write_text("concepts: {mobbing: plage}\n", encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match=r"concepts\.yml"):
        Vocabulary.load(Paths(tmp_path, tmp_path))
