"""The word lists hold what they must, and a broken one says what to do."""

import shutil
from pathlib import Path

import pytest

from bot.privacy import PrivacyDataError, Redactor
from bot.privacy.lexicon import load_lexicon
from bot.privacy.redactor import DATA_DIR
from bot.privacy.word_lists import read_name_words, read_words


def test_lists_are_long_enough() -> None:
    assert len(set(read_words(DATA_DIR / "first_names.txt"))) >= 1_500
    assert len(set(read_words(DATA_DIR / "surnames.txt"))) >= 600


@pytest.mark.parametrize("name", ["first_names", "surnames"])
def test_no_name_stands_twice(name: str) -> None:
    words = [word.lower() for word in read_words(DATA_DIR / f"{name}.txt")]
    assert len(words) == len(set(words))


def test_name_has_only_one_kind_of_doubt() -> None:
    words = read_name_words(DATA_DIR / "name_words.yml")
    kinds = [words.part_of_name_only, words.mostly_words, words.words_when_lower, words.seldom_words]
    assert len(frozenset().union(*kinds)) == sum(len(kind) for kind in kinds)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ("hours: 4", "hours: 0"),
        ("place:", "places:"),
        ("unknown_lower: 0.7", "unknown_lower: 7"),
        ("bounds:", "b: ["),
    ],
)
def test_wrong_figure_is_named(folder: Path, given: str, wrong: str) -> None:
    path = folder / "settings.yml"
    content = path.read_text(encoding="utf-8")
    assert given in content
    path.write_text(content.replace(given, wrong), encoding="utf-8")
    with pytest.raises(PrivacyDataError, match=r"settings\.yml"):
        Redactor.from_folder(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_DIR, tmp_path / "privacy"))


def test_new_name_in_the_list_is_enough(folder: Path) -> None:
    assert Redactor(load_lexicon(folder), None).redact("zyxwina gråt").text == "zyxwina gråt"
    with (folder / "first_names.txt").open("a", encoding="utf-8") as names:
        names.write("Zyxwina\n")
    assert Redactor(load_lexicon(folder), None).redact("zyxwina gråt").text == "[navn] gråt"


def test_new_place_in_the_list_is_kept(folder: Path) -> None:
    assert Redactor.from_folder(folder).redact("Det var i Zyxwil").text == "Det var i [navn]"
    with (folder / "places.txt").open("a", encoding="utf-8") as places:
        places.write("Zyxwil\n")
    assert Redactor.from_folder(folder).redact("Det var i Zyxwil").text == "Det var i Zyxwil"


def test_missing_list_is_named(folder: Path) -> None:
    (folder / "places.txt").unlink()
    with pytest.raises(PrivacyDataError, match=r"places\.txt"):
        Redactor.from_folder(folder)


def test_empty_list_is_named(folder: Path) -> None:
    (folder / "surnames.txt").write_text("# ingen\n", encoding="utf-8")
    with pytest.raises(PrivacyDataError, match=r"surnames\.txt.*tom"):
        Redactor.from_folder(folder)


def test_misspelt_rule_is_named(folder: Path) -> None:
    rules = folder / "rules.yml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("titles:", "tittler:"), encoding="utf-8")
    with pytest.raises(PrivacyDataError, match=r"rules\.yml.*titles"):
        Redactor.from_folder(folder)


def test_file_that_is_no_yaml_is_named(folder: Path) -> None:
    (folder / "name_words.yml").write_text("[", encoding="utf-8")
    with pytest.raises(PrivacyDataError, match=r"name_words\.yml"):
        Redactor.from_folder(folder)
