"""The index is new when it must be, whole when it is read, and old rather than broken."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from knowledge.embedding.model import Embedder, Vectors
from knowledge.errors import GuideError, IndexUnavailableError, KnowledgeError
from knowledge.index.search import Search, open_search
from knowledge.index.store import IndexStore
from knowledge.paths import Paths
from tests.knowledge.index.conftest import FJORD

QUERY = "hvem skal jeg si fra til når en elev ikke har det trygt"


@pytest.fixture
def built(paths: Paths) -> IndexStore:
    store = IndexStore(paths)
    store.build()
    return store


def builds(paths: Paths) -> list[str]:
    return sorted(path.name for path in paths.index.glob("build-*"))


def test_without_an_index_search_says_how_to_build_it(paths: Paths) -> None:
    with pytest.raises(IndexUnavailableError, match="python -m knowledge index"):
        Search.load(paths)


def test_a_built_index_is_fresh_and_tells_what_it_was_built_from(paths: Paths, built: IndexStore) -> None:
    assert not built.is_stale()
    settings = json.loads((paths.index / "settings.json").read_text(encoding="utf-8"))
    assert settings["passages"] == 9
    assert settings["build"]["gram"] == 5
    assert (paths.index / settings["folder"]).is_dir()


def touch_guide(paths: Paths) -> None:
    (paths.digests / "fjord.md").write_text(FJORD.replace("august", "september"), encoding="utf-8")


def remove_guide(paths: Paths) -> None:
    (paths.digests / "vidda.md").unlink()


def change_stopwords(paths: Paths) -> None:
    (paths.data_dir / "stopwords.txt").write_text("og\n", encoding="utf-8")


def change_build_figure(paths: Paths) -> None:
    path = paths.data_dir / "search.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("k1: 1.2", "k1: 1.5"), encoding="utf-8")


@pytest.mark.parametrize("change", [touch_guide, remove_guide, change_stopwords, change_build_figure])
def test_a_change_of_what_it_was_built_from_makes_it_stale(
    paths: Paths, built: IndexStore, change: Callable[[Paths], None]
) -> None:
    change(paths)
    assert built.is_stale()
    assert Search.load(paths).stale


def test_a_figure_of_ranking_needs_no_new_build(paths: Paths, built: IndexStore) -> None:
    path = paths.data_dir / "search.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("own_kommune: 0.3", "own_kommune: 0.2"), encoding="utf-8"
    )
    assert not built.is_stale()


def test_only_texts_that_are_new_are_read_by_the_model(
    paths: Paths, built: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    encode = Embedder.encode

    def noting(embedder: Embedder, texts: Sequence[str]) -> Vectors:
        read.extend(texts)
        return encode(embedder, texts)

    monkeypatch.setattr(Embedder, "encode", noting)
    touch_guide(paths)
    IndexStore(paths).build()
    assert len(read) == 1
    assert "september" in read[0]


def test_a_removed_guide_disappears(paths: Paths, built: IndexStore) -> None:
    search = Search(built)
    assert search.search("åtte dager")[0].passage.guide == "vidda-fravaer"
    remove_guide(paths)
    built.build()
    assert {hit.passage.guide for hit in search.search("åtte dager", limit=20)} <= {
        "fjord-skolemiljo",
        "opplaeringslova",
    }


def test_a_running_search_takes_up_a_new_build(paths: Paths, built: IndexStore) -> None:
    search = Search(built)
    touch_guide(paths)
    assert "august" in search.search("når går vi gjennom planen med alle ansatte")[0].passage.text
    IndexStore(paths).build()
    assert "september" in search.search("når går vi gjennom planen med alle ansatte")[0].passage.text


def test_a_corrupt_new_guide_leaves_the_old_index(paths: Paths, built: IndexStore) -> None:
    search = Search(built)
    (paths.digests / "ny.md").write_bytes(b"\xff\xfe\x00")
    before = builds(paths)
    with pytest.raises(GuideError, match=r"ny\.md"):
        built.build()
    assert builds(paths) == before
    assert search.search(QUERY)[0].passage.anchor == "melde-fra"
    assert open_search(paths).search(QUERY)[0].passage.anchor == "melde-fra"


def test_a_build_that_breaks_off_leaves_the_old_index(
    paths: Paths, built: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("disken er full")

    monkeypatch.setattr("knowledge.index.dense.Dense.save", broken)
    with pytest.raises(OSError, match="full"):
        built.build()
    assert Search(built).search(QUERY)[0].passage.anchor == "melde-fra"


def test_old_builds_are_cleared_away_but_the_last_one(paths: Paths, built: IndexStore) -> None:
    for _ in range(3):
        built.build()
    assert len(builds(paths)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "passages.jsonl",
        "meaning.faiss",
        "words/stems/tokens.json",
        "words/grams/scores.npy",
        "words/grams/starts.npy",
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"{tull"])
def test_a_damaged_part_is_said_so_and_a_new_build_mends_it(
    paths: Paths, built: IndexStore, name: str, content: bytes | None
) -> None:
    part = paths.index / builds(paths)[0] / name
    part.unlink() if content is None else part.write_bytes(content)
    with pytest.raises(IndexUnavailableError, match="--force"):
        Search.load(paths)
    built.build()
    assert Search.load(paths).search(QUERY)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"folder": 3}'])
def test_damaged_settings_are_said_so(paths: Paths, built: IndexStore, content: str) -> None:
    (paths.index / "settings.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match="--force"):
        Search.load(paths)
    assert built.is_stale()


def test_no_guides_is_no_index(paths: Paths) -> None:
    for path in paths.digests.iterdir():
        path.unlink()
    with pytest.raises(IndexUnavailableError, match="ingen veiledere"):
        IndexStore(paths).build()
    assert not (paths.index / "settings.json").exists()


def test_a_model_that_is_not_there_is_named(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="ingen-modell"):
        IndexStore(paths, tmp_path / "ingen-modell").build()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("threshold: 0.", "threshold: 3", "abstain.threshold"),
        ("depth:", "dybde:", "depth"),
        ("gram: 5", "gram: x", "gram"),
    ],
)
def test_a_wrong_figure_is_named(paths: Paths, old: str, new: str, place: str) -> None:
    path = paths.data_dir / "search.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match=place):
        IndexStore(paths).build()
