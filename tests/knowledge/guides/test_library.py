"""All guides together: originals before digests, sections by their source, broken files named."""

from pathlib import Path

import pytest
import yaml

from knowledge.errors import GuideError, UnknownSourceError
from knowledge.guides import Guides, ingest
from knowledge.paths import Paths

DIGEST = """---
id: prove-veileder
title: Prøveveileder
owner: Prøve kommune
kommune: [prove]
date: 2025-01-02
---
# Del 1
## Melde fra {#melde-fra}
Si fra til rektor med en gang du blir urolig for en elev.
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths(tmp_path / "data", tmp_path / "var")
    paths.digests.mkdir(parents=True)
    (paths.digests / "prove-veileder.md").write_text(DIGEST, encoding="utf-8")
    return paths


def test_a_section_is_found_by_its_source(paths: Paths) -> None:
    section = Guides.load(paths).section("prove-veileder#melde-fra")
    assert section.text == "Si fra til rektor med en gang du blir urolig for en elev."
    assert section.headings == ("Del 1", "Melde fra")
    assert section.source == "prove-veileder#melde-fra"


@pytest.mark.parametrize(
    "source", ["prove-veileder#finnes-ikke", "ukjent#melde-fra", "prove-veileder", "", "#"]
)
def test_an_unknown_source_is_named(paths: Paths, source: str) -> None:
    with pytest.raises(UnknownSourceError, match="finnes ikke") as error:
        Guides.load(paths).section(source)
    assert source in str(error.value)


def test_a_digest_says_who_when_and_for_whom(paths: Paths) -> None:
    (guide,) = Guides.load(paths).all()
    assert (guide.info.kommuner, guide.info.date, guide.origin) == (("prove",), "2025-01-02", "digest")


def test_an_original_is_searched_in_the_digests_place_and_the_digest_can_still_be_cited(
    paths: Paths, tmp_path: Path
) -> None:
    original = tmp_path / "prove-veileder.txt"
    original.write_text(
        "1.1 Melding\nAlle ansatte skal melde fra til rektor uten å vente.\n", encoding="utf-8"
    )
    ingest(original, paths)
    guides = Guides.load(paths)
    assert [guide.origin for guide in guides.all()] == ["original"]
    assert all("uten å vente" in passage.text for passage in guides.passages())
    assert "med en gang" in guides.section("prove-veileder#melde-fra").text
    assert "uten å vente" in guides.section("prove-veileder#1-1-melding").text


def test_a_profile_makes_a_guide_its_own(paths: Paths) -> None:
    profile = yaml.safe_load((Paths().municipalities / "nasjonal.yml").read_text(encoding="utf-8"))
    paths.municipalities.mkdir()
    (paths.municipalities / "annen.yml").write_text(
        yaml.safe_dump({**profile, "id": "annen", "guides": ["prove-veileder"]}), encoding="utf-8"
    )
    assert Guides.load(paths).all()[0].info.kommuner == ("annen", "prove")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (DIGEST.replace("---\n# Del", "# Del"), "mangler opplysninger"),
        (DIGEST.replace("title: Prøveveileder\n", ""), "title"),
        (DIGEST.replace("id: prove-veileder", "id: Prøve veileder"), "id"),
        (DIGEST.replace("kommune: [prove]", "kommune: [prove"), "YAML"),
        (DIGEST + "## Igjen {#melde-fra}\nMer tekst her.\n", "melde-fra"),
        (DIGEST.split("# Del", maxsplit=1)[0], "ingen tekst"),
    ],
)
def test_a_broken_guide_is_named_with_what_is_wrong(paths: Paths, content: str, reason: str) -> None:
    (paths.digests / "prove-veileder.md").write_text(content, encoding="utf-8")
    with pytest.raises(GuideError, match=reason) as error:
        Guides.load(paths)
    assert str(error.value).startswith("prove-veileder.md: ")


def test_two_guides_with_one_id_are_refused(paths: Paths) -> None:
    (paths.digests / "kopi.md").write_text(DIGEST, encoding="utf-8")
    with pytest.raises(GuideError, match="prove-veileder"):
        Guides.load(paths)


def test_the_shipped_digests_load_and_every_heading_with_text_has_an_anchor() -> None:
    guides = Guides.load(Paths(var_dir=Path("finnes-ikke")))
    assert guides.all()
    for guide in guides.all():
        assert all(section.anchor for section in guide.sections), guide.info.id
