"""The pipeline reads names that no list has; without it, or with a broken one, nothing starts."""

import re
import shutil
from pathlib import Path

import pytest

from bot.privacy import DATA_DIR, PrivacyDataError, Redactor
from bot.privacy.lexicon import load_lexicon
from bot.privacy.person_reader import load_person_reader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA_DIR, tmp_path / "privacy"))


def test_missing_pipeline_stops_the_start_with_a_sentence(folder: Path) -> None:
    shutil.rmtree(folder / "ner")
    with pytest.raises(PrivacyDataError, match="navneleseren mangler eller er ødelagt"):
        Redactor.from_folder(folder)


def test_missing_weights_stop_the_start(folder: Path) -> None:
    (folder / "ner" / "tagger" / "model").unlink()
    with pytest.raises(PrivacyDataError, match="navneleseren"):
        Redactor.from_folder(folder)


@pytest.mark.parametrize("share", [0, 3, 2])
def test_cut_off_weights_stop_the_start(folder: Path, share: int) -> None:
    path = folder / "ner" / "tagger" / "model"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // share] if share else b"")
    with pytest.raises(PrivacyDataError, match="navneleseren"):
        Redactor.from_folder(folder)


def test_pipeline_of_nothing_but_chance_stops_the_start(folder: Path) -> None:
    import spacy

    lexicon = load_lexicon(folder)
    nlp = spacy.load(folder / "ner", exclude=["vocab", "tokenizer"])
    model = nlp.get_pipe("tagger").model  # type: ignore[attr-defined]
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name) * 0)
    nlp.to_disk(folder / "ner", exclude=["vocab", "tokenizer"])
    with pytest.raises(PrivacyDataError, match="kjenner ikke igjen et navn"):
        load_person_reader(folder, lexicon)


def test_likelihoods_are_shares_at_the_words_of_the_message() -> None:
    reader = load_person_reader(DATA_DIR, load_lexicon(DATA_DIR))
    text = "I dag slo zyrvaneh en annen elev på skolen."
    places = [word.start() for word in re.finditer(r"\w+", text)]
    likelihoods = reader.likelihoods(text, places)
    assert sorted(likelihoods) == places
    assert all(0 <= share <= 1 for share in likelihoods.values())
    assert max(likelihoods, key=lambda start: likelihoods[start]) == text.index("zyrvaneh")


def test_reading_only_what_is_in_doubt_gives_the_same_answer() -> None:
    reader = load_person_reader(DATA_DIR, load_lexicon(DATA_DIR))
    text = (
        "I dag slo zyrvaneh en elev på skolen. " + "Vi vet ikke hva vi skal gjøre nå. " * 3 + "Qortvil gråt."
    )
    places = [word.start() for word in re.finditer(r"\w+", text)]
    whole = reader.likelihoods(text, places)
    for place in (text.index("zyrvaneh"), text.index("gjøre"), text.index("Qortvil")):
        assert reader.likelihoods(text, [place])[place] == pytest.approx(whole[place], abs=1e-4)


def test_reader_keeps_no_word_of_a_message() -> None:
    reader = load_person_reader(DATA_DIR, load_lexicon(DATA_DIR))
    before = len(reader._nlp.vocab.strings)
    for at in range(50):
        assert reader.likelihoods(f"xqzvor{chr(97 + at % 26)} slo eleven", [0])
    assert len(reader._nlp.vocab.strings) == before


def test_pipeline_finds_names_in_context_that_rules_leave() -> None:
    lexicon = load_lexicon(DATA_DIR)
    alone = Redactor(lexicon, None)
    both = Redactor.from_folder()
    text = "mora te zyrvaneh ringte og va bekymra"
    assert alone.redact(text).text == text
    assert both.redact(text).text == "mora te [navn] ringte og va bekymra"


def test_shipped_pipeline_is_small() -> None:
    size = sum(path.stat().st_size for path in (DATA_DIR / "ner").rglob("*") if path.is_file())
    assert size <= 6_000_000


def test_shipped_pipeline_holds_no_words_of_the_training_texts() -> None:
    names = {path.name for path in (DATA_DIR / "ner").rglob("*")}
    assert "strings.json" not in names
    assert "vocab" not in names
