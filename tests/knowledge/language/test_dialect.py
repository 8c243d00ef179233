"""A question in dialect is compared as its Bokmål twin, and the list of dialect spellings does what it says."""

from pathlib import Path

import pytest
import yaml

from knowledge.language import Analyser, Vocabulary
from knowledge.paths import Paths


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(Paths())


@pytest.fixture(scope="module")
def analyser(vocabulary: Vocabulary) -> Analyser:
    return Analyser(vocabulary, gram=5)


@pytest.mark.parametrize(
    ("dialect", "bokmal"),
    [
        (
            "Ka gjør æ når guttan slæss i frimenuttet og ongan e rædd?",
            "Hva gjør jeg når guttene slåss i friminuttet og ungene er redde?",
        ),
        (
            "Korleis får eg foreldrå te å møta når jentå e åleina heima heila vekå?",
            "Hvordan får jeg foreldrene til å møte når jenta er alene hjemme hele uka?",
        ),
        (
            "Åssen seier vi frå te rektor'n når lærar'n har vøri stygg mot onga på skoln?",
            "Hvordan sier vi fra til rektoren når læreren har vært stygg mot ungene på skolen?",
        ),
    ],
)
def test_a_sentence_in_dialect_has_the_stems_of_the_one_in_bokmal(
    analyser: Analyser, dialect: str, bokmal: str
) -> None:
    assert analyser.stems(bokmal)
    assert analyser.stems(dialect) == analyser.stems(bokmal)


def test_every_listed_spelling_has_the_stem_of_its_bokmal_word(
    vocabulary: Vocabulary, analyser: Analyser
) -> None:
    listed = vocabulary.nynorsk_words.items()
    assert not [spelling for spelling, word in listed if analyser.stem(spelling) != analyser.stem(word)]


def test_a_dialect_spelling_is_listed_once_as_one_word(vocabulary: Vocabulary) -> None:
    paths = Paths()
    lists = [
        yaml.safe_load((paths.data_dir / f"{name}.yml").read_text("utf-8")) for name in ("dialekt", "nynorsk")
    ]
    dialect, nynorsk = ({*found["words"]} for found in lists)
    assert dialect
    assert not dialect & (nynorsk | vocabulary.stopwords | {*vocabulary.numbers})
    assert [word for word in dialect if not word.isalpha()] == []


def test_nynorsk_goes_before_dialect_and_dialect_alone_is_enough(tmp_path: Path) -> None:
    (tmp_path / "stopwords.txt").write_text("og\n", encoding="utf-8")
    (tmp_path / "dialekt.yml").write_text("words: {veka: vike, onga: ungene}\n", encoding="utf-8")
    assert Vocabulary.load(Paths(tmp_path, tmp_path)).nynorsk_words == {"veka": "vike", "onga": "ungene"}
    (tmp_path / "nynorsk.yml").write_text("words: {veka: uka}\n", encoding="utf-8")
    assert Vocabulary.load(Paths(tmp_path, tmp_path)).nynorsk_words == {"veka": "uka", "onga": "ungene"}
