"""Repealed law is found however it is written, told with what has taken its place, and not seen where there is none."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.errors import UnknownSourceError
from knowledge.guides.ingest import ingest
from knowledge.guides.library import read_guide
from knowledge.guides.passages import passages_of
from knowledge.laws import Laws, load_laws
from knowledge.paths import Paths
from tests.conftest import ROOT

CHAPTER = ("kapittel 9 A", "opplæringslova kapittel 12")
MELDEPLIKT = ("§ 6-4", "barnevernsloven § 13-2")

LAWS = """laws:
  nyloven:
    title: Nyloven
    in_force: 2024-08-01
    provisions:
      "2-1": {title: Plikt, text: Du skal si fra.}
repealed:
  gammelloven:
    title: Gammelloven av 1998
    successors: %s
    chapters: %s
"""


@pytest.fixture(scope="module")
def laws() -> Laws:
    return load_laws(ROOT / "data" / "laws.yml")


def told(laws: Laws, text: str) -> list[tuple[str, str]]:
    return [(each.name, each.successor.citation) for each in laws.repealed_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Alle skal kjenne opplæringsloven § 9A.",
        "Etter endringer i opplæringslovens §9a er ansvaret tydeligere.",
        "Ifølge opplæringsloven kapittel 9 A har alle rett til et trygt skolemiljø.",
        "Opplæringslova kap. 9A gjelder.",
        "Se kap 9 a.",
        "SE KAPITTEL 9A",
        "Paragraf 9a er den viktigste.",
        "Dette står i opplæringslova 9A.",
        "I rapporten står det «9A-saker».",
        "Er dette en 9a-sak?",
        "Antall 9A\N{NON-BREAKING HYPHEN}saker per skole.",
        "Kommunen har hatt få 9A saker i år.",
        "Skolen følger 9 A-rutinen.",
        "Vedtaket er hjemlet i 9A.",
        "Planen (kapittel\n9A) gjelder.",
        "Arbeidsmiljøloven gjelder også. § 9A er for elevene.",
    ],
)
def test_a_repealed_chapter_is_found_however_it_is_written(laws: Laws, text: str) -> None:
    assert told(laws, text) == [CHAPTER]


@pytest.mark.parametrize(
    "text",
    [
        "klasse 9A",
        "Elever i 9A har gym.",
        "9a har tur",
        "Kontaktlærer for 9A melder fra om aktivitetsplikten.",
        "En elev i 9A blir mobbet. Opplæringsloven § 12-4 gjelder.",
        "Lærerne deler kunnskap om 9A.",
        "9A-klassen og 9A-elevene møter først, så 9B.",
        "Vi snakket med 9A. 4 elever var borte.",
        "9A - 4 elever og 9B - 5 elever",
        "Se kapittel 9. Arbeidet med miljøet",
        "Kapittel 9 Avslutning",
        "kapittel 19 A og § 19A",
        "arbeidsmiljøloven § 9A",
        "privatskolelova kapittel 9 A og privatskolelova § 9 A-4",
        "§ 9 A-8 handler om noe annet",
        "kapittel 12 i opplæringslova",
    ],
)
def test_a_class_another_act_and_other_provisions_are_not_the_chapter(laws: Laws, text: str) -> None:
    assert told(laws, text) == []


@pytest.mark.parametrize(
    "text", ["§ 9 A-4", "9A-4", "§9a.4", "§ 9 A - 4", "9 A–4", "9 A‑4", "opplæringslova § 9A- 4"]
)
def test_a_repealed_provision_is_found_however_it_is_written(laws: Laws, text: str) -> None:
    assert told(laws, text) == [("§ 9 A-4", "opplæringslova § 12-4")]


def test_a_chapter_is_not_told_beside_its_own_provisions(laws: Laws) -> None:
    text = "Kapittel 9 A: § 9 A-4 er plikten, og § 9 A-5 den skjerpede."
    assert [name for name, _ in told(laws, text)] == ["§ 9 A-4", "§ 9 A-5"]


def test_a_chapter_is_told_beside_the_provision_of_another_act(laws: Laws) -> None:
    assert told(laws, "Se opplæringsloven kapittel 9 A og barnevernloven § 6-4.") == [CHAPTER, MELDEPLIKT]


@pytest.mark.parametrize(
    "text",
    [
        "plikt til å melde fra (Lovom barnevernstjenester §6.4) til barnevernet",
        "lov om barneverntjenester § 6-4",
        "barnevernstjenester § 6.4",
        "Barnevernloven §6-4, annet ledd",
        "barnevernlova paragraf 6-4",
        "barnevernloven 6-4",
        "barnevernloven av 17. juli 1992 nr. 100 § 6-4",
        "Etter barnevernloven skal alle melde fra, jf. § 6-4.",
        "barnevernloven §§ 4-10 og 6-4",
        "§ 6-4 annet ledd i den gamle barnevernloven",
    ],
)
def test_a_number_that_other_acts_have_too_counts_with_its_own(laws: Laws, text: str) -> None:
    assert told(laws, text) == [MELDEPLIKT]


@pytest.mark.parametrize(
    "text",
    [
        "Kampen endte 6-4.",
        "Barnevernet vant 6-4 over skolen.",
        "barnevernsloven § 6-4",
        "Se forvaltningsloven § 6-4 og barnevernloven § 13-2.",
        "Barnevernloven og forvaltningsloven § 6-4",
        "Meld fra etter barnevernloven. Kampen endte 6-4.",
        "barnevernloven § 16-4 og § 6-40",
        "Barneverntjenesten\nPunkt 6.4 Møter",
    ],
)
def test_the_same_number_elsewhere_does_not_count(laws: Laws, text: str) -> None:
    assert told(laws, text) == []


@pytest.mark.parametrize(
    ("successors", "chapters", "unknown"),
    [
        ('{"1-1": "nyloven#2-9"}', "{}", "nyloven#2-9"),
        ("{}", '{"1": {successor: "nyloven#3", cited_as: [kapittel 1]}}', "nyloven#3"),
    ],
)
def test_a_successor_that_is_not_registered_is_named(
    tmp_path: Path, successors: str, chapters: str, unknown: str
) -> None:
    path = tmp_path / "laws.yml"
    path.write_text(LAWS % (successors, chapters), encoding="utf-8")
    with pytest.raises(UnknownSourceError, match=unknown):
        load_laws(path)


def test_the_real_guides_cite_what_a_reader_finds_in_them(
    laws: Laws, original_guides: Path, tmp_path: Path
) -> None:
    """Each «9A» and «6-4» of theirs was read; the one that is not found stands alone, after «jobbet mye med»."""
    paths = Paths(ROOT / "data", tmp_path)
    ingest(original_guides, paths)
    found = Counter(
        (passage.guide, cited.name)
        for path in paths.originals.glob("*.md")
        for passage in passages_of(read_guide(path, "original"))
        for cited in laws.repealed_in(passage.text)
    )
    assert found == {
        ("laringsmiljosenteret-fagseminar-2018", "kapittel 9 A"): 3,
        ("raelingen-revisjon-2024", "kapittel 9 A"): 7,
        ("raelingen-revisjon-2024", "§ 9 A-5"): 1,
        ("sondre-land-fravaersrutine-2024", "§ 6-4"): 1,
    }
