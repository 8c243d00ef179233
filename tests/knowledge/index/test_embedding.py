"""The language model: the shipped one is small and bears no text, and another can be trained and used in its place."""

import gzip
import json
import re
from pathlib import Path

import pytest

from knowledge.embedding.model import Embedder, fingerprint
from knowledge.embedding.pairs import NorQuad, pairs_of_guides
from knowledge.embedding.train import Material, Recipe, main, train
from knowledge.errors import IndexUnavailableError, ModelError
from knowledge.guides import Guides
from knowledge.index.search import Search
from knowledge.index.store import IndexStore
from knowledge.language import Vocabulary
from knowledge.paths import Paths

SHIPPED = Paths().model
TINY = Recipe(pieces=400, dimensions=16, epochs=2, batch=16)


def trained(paths: Paths) -> Embedder:
    pairs = list(pairs_of_guides(Guides.load(paths).passages()))
    return train(Material(pairs), Vocabulary.load(Paths()), TINY)


@pytest.fixture
def tiny(paths: Paths, tmp_path: Path) -> Path:
    embedder = trained(paths)
    embedder.save(tmp_path / "liten")
    return tmp_path / "liten"


def test_the_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 12_000_000


def test_the_shipped_vocabulary_is_pieces_of_words() -> None:
    pieces = json.loads((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    assert len(pieces) <= 12000
    assert all(len(piece) <= 14 and not re.search(r"\s", piece) for piece in pieces)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Høyt fravær og skolevegring", "Eleven har vært mye borte fra skolen"),
        ("Gutten skulker", "Eleven har vært mye borte fra skolen"),
        ("Dagbøter når vedtaket ikke følges", "Statsforvalteren kan gi tvangsmulkt"),
    ],
)
def test_the_shipped_model_puts_near_what_is_said_in_other_words(text: str, nearest: str) -> None:
    others = [
        "Eleven har vært mye borte fra skolen",
        "Statsforvalteren kan gi tvangsmulkt",
        "Elevrådet velger leder",
    ]
    vectors = Embedder.load(SHIPPED).encode([text, *others])
    assert others[int((vectors[1:] @ vectors[0]).argmax())] == nearest


def test_vectors_have_length_one() -> None:
    vectors = Embedder.load(SHIPPED).encode(["melde fra", "hva som helst", "§ 12-4"])
    assert (vectors**2).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_another_model_is_used_from_its_folder(paths: Paths, tiny: Path) -> None:
    store = IndexStore(paths, tiny)
    store.build()
    assert Search(store).search("åtte dager borte")[0].passage.anchor == "uke"
    settings = json.loads((paths.index / "settings.json").read_text(encoding="utf-8"))
    assert settings["model"] == fingerprint(tiny) != fingerprint(SHIPPED)


def test_an_index_is_not_read_with_another_model_than_it_was_built_with(paths: Paths, tiny: Path) -> None:
    IndexStore(paths).build()
    assert IndexStore(paths, tiny).is_stale()
    with pytest.raises(IndexUnavailableError, match="annen språkmodell"):
        Search.load(paths, tiny)


def test_the_same_data_and_recipe_give_the_same_model(paths: Paths) -> None:
    first, second = (trained(paths).encode(["rektor"]) for _ in range(2))
    assert first == pytest.approx(second)


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="borte"):
        Embedder.load(tmp_path / "borte")


def test_the_command_trains_measures_and_saves(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("knowledge.embedding.train.Recipe", lambda: TINY)
    rows = [
        {"doc": number, "text": f"Byen nummer {number} har en havn. Havna ble bygd for lenge siden."}
        for number in range(8)
    ]
    rows += [
        {"doc": number, "q": "Når ble havna bygd?", "answer": "lenge siden", "start": 0}
        for number in range(8)
    ]
    (tmp_path / "norquad").mkdir()
    with gzip.open(tmp_path / "norquad" / "validation.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(row) for row in rows))
    out = tmp_path / "ny"
    assert (
        main(["--guides", str(paths.digests), "--norquad", str(tmp_path / "norquad"), "--out", str(out)]) == 0
    )
    result = json.loads((out / "training.json").read_text(encoding="utf-8"))
    assert result["held_out"]["questions"] == 1
    assert result["recipe"]["seed"] == TINY.seed
    assert Embedder.load(out).encode(["havn"]).shape == (1, 16)


def test_the_command_says_in_one_sentence_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--guides", str(tmp_path / "borte"), "--out", str(tmp_path / "ny")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_no_sentence_is_both_the_question_and_in_the_answer(paths: Paths) -> None:
    for pair in pairs_of_guides(Guides.load(paths).passages()):
        assert pair.text not in pair.partner or pair.text in {"Melde fra (§ 12-4)", "Oppfølgingsplikten"}


def test_held_out_documents_are_not_trained_on() -> None:
    windows = {number: (f"vindu {number}",) for number in range(20)}
    trained, held = NorQuad(windows, ()).split(0.15, seed=7)
    assert len(held.windows) == 3
    assert not trained.windows.keys() & held.windows.keys()
