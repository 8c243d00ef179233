"""Taking in originals: what is broken is named, and the rest goes on."""

from pathlib import Path

import pytest

from knowledge.errors import GuideError
from knowledge.guides import Guides, ingest, withdraw
from knowledge.paths import Paths

TEXT = "1.1 Fravær\nKontaktlærer ringer hjem samme dag når en elev er borte uten beskjed.\n"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "var")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "veiledere"
    folder.mkdir()
    (folder / "Rutine for fravær.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_without_a_listing_the_id_and_title_come_from_the_files_name(folder: Path, paths: Paths) -> None:
    (info,) = ingest(folder, paths).taken
    assert (info.id, info.title) == ("rutine-for-fravaer", "Rutine for fravær")
    assert Guides.load(paths).section("rutine-for-fravaer#1-1-fravaer").text.startswith("Kontaktlærer ringer")


def test_a_listing_gives_the_metadata(folder: Path, paths: Paths) -> None:
    (folder / "guides.yml").write_text(
        "- {id: fravaer, file: Rutine for fravær.txt, title: Rutine, owner: By, date: 2024-12-01, kind: routine}\n",
        encoding="utf-8",
    )
    (info,) = ingest(folder, paths).taken
    assert (info.id, info.title, info.owner, info.date, info.kind) == (
        "fravaer",
        "Rutine",
        "By",
        "2024-12-01",
        "routine",
    )
    assert Guides.load(paths).all()[0].info.owner == "By"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("tom.txt", b" \n\n", "tom"),
        ("latin.txt", "Fravær på skolen".encode("latin-1"), "UTF-8"),
        ("binær.txt", b"ab\x00cd", "ikke tekst"),
        ("stor.txt", b"x" * 20_000_001, "for stor"),
        ("skannet.txt", b"1\n\n2\n\n3\n", "ingen tekst"),
        ("veileder.odt", b"PK", "bare PDF, DOCX"),
    ],
)
def test_a_broken_file_is_named_and_the_rest_goes_on(
    folder: Path, paths: Paths, name: str, content: bytes, reason: str
) -> None:
    (folder / name).write_bytes(content)
    report = ingest(folder, paths)
    assert [info.id for info in report.taken] == ["rutine-for-fravaer"]
    (problem,) = report.problems
    assert problem.startswith(f"{name}: ")
    assert reason in problem


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("- {id: a, file: ../hemmelig.txt, title: A}", "finnes ikke i mappen"),
        ("- {id: a, file: mangler.txt, title: A}", "finnes ikke i mappen"),
        ("- {id: 'Ikke en id', file: Rutine for fravær.txt, title: A}", "punkt 1"),
        ("id: a", "liste"),
        ("- {id: [", "YAML"),
    ],
)
def test_a_wrong_entry_in_the_listing_is_named(folder: Path, paths: Paths, entry: str, reason: str) -> None:
    (folder.parent / "hemmelig.txt").write_text(TEXT, encoding="utf-8")
    (folder / "guides.yml").write_text(entry + "\n", encoding="utf-8")
    report = ingest(folder, paths)
    assert not report.taken
    assert reason in report.problems[0]
    assert report.problems[0].startswith("guides.yml")


def test_a_file_the_listing_forgot_is_named(folder: Path, paths: Paths) -> None:
    (folder / "glemt.txt").write_text(TEXT, encoding="utf-8")
    (folder / "guides.yml").write_text("- {id: a, file: Rutine for fravær.txt, title: A}\n", encoding="utf-8")
    assert ingest(folder, paths).problems == [
        "glemt.txt: står ikke i guides.yml og er ikke lest inn. Før den opp der."
    ]


def test_two_files_with_one_name_are_not_mixed(folder: Path, paths: Paths) -> None:
    (folder / "rutine_for_fravær.md").write_text(TEXT.replace("ringer", "skriver"), encoding="utf-8")
    report = ingest(folder, paths)
    assert len(report.taken) == 1
    assert "samme id" in report.problems[0]


def test_a_broken_new_version_leaves_the_old_one(folder: Path, paths: Paths) -> None:
    ingest(folder, paths)
    (folder / "Rutine for fravær.txt").write_bytes(b"\xff\xfe\x00")
    assert not ingest(folder, paths).taken
    assert "Kontaktlærer ringer" in Guides.load(paths).passages()[0].text


def test_a_new_version_replaces_the_old_one(folder: Path, paths: Paths) -> None:
    ingest(folder, paths)
    (folder / "Rutine for fravær.txt").write_text(TEXT.replace("ringer", "skriver"), encoding="utf-8")
    ingest(folder, paths)
    assert [passage.text.split()[1] for passage in Guides.load(paths).passages()] == ["skriver"]


def test_a_guide_in_our_own_format_keeps_its_metadata_and_anchors(folder: Path, paths: Paths) -> None:
    own = "---\nid: egen\ntitle: Vår egen\nkommune: [prove]\n---\n# Melde fra {#meld}\nSi fra til rektor samme dag.\n"
    (folder / "egen.md").write_text(own, encoding="utf-8")
    ingest(folder / "egen.md", paths)
    guides = Guides.load(paths)
    assert guides.section("egen#meld").text == "Si fra til rektor samme dag."
    assert guides.all()[0].info.kommuner == ("prove",)


def test_a_folder_that_is_not_there_is_said_so(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="finner ikke"):
        ingest(tmp_path / "borte", paths)


def test_a_withdrawn_guide_is_gone(folder: Path, paths: Paths) -> None:
    ingest(folder, paths)
    withdraw("rutine-for-fravaer", paths)
    assert Guides.load(paths).all() == ()
    with pytest.raises(GuideError, match="rutine-for-fravaer"):
        withdraw("rutine-for-fravaer", paths)


def test_withdrawing_touches_nothing_outside_the_folder(folder: Path, paths: Paths) -> None:
    ingest(folder, paths)
    outside = paths.var_dir / "utenfor.md"
    outside.write_text("blir", encoding="utf-8")
    with pytest.raises(GuideError):
        withdraw("../utenfor", paths)
    assert outside.exists()
