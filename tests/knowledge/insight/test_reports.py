"""The reports say what the shipped guides hold, and what an invented one lacks."""

import json
import shutil
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.errors import ReportError
from knowledge.insight.log import InsightLog
from knowledge.insight.model import Material, Row
from knowledge.insight.reports import REPORTS, make, open_material
from knowledge.paths import Paths


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return open_material(Paths(var_dir=tmp_path_factory.mktemp("var")))


def rows(material: Material, name: str, table: int = 0) -> tuple[Row, ...]:
    return make(name, material).tables[table].rows


@pytest.mark.parametrize(
    ("subject", "says", "guide"),
    [
        ("Fraværsgrense", "8 dager", "sondre-land-fravaersrutine-2024"),
        ("Fraværsgrense", "10 dager", "raelingen-revisjon-2024"),
        ("Evaluering av tiltaksplan", "3–4 uker", "bakas-skolemiljoplan"),
        ("Evaluering av tiltaksplan", "ingen frist nevnt", "steinkjer-veileder-2025"),
    ],
)
def test_known_contradictions_are_found(material: Material, subject: str, says: str, guide: str) -> None:
    found = {(row[0], row[1], row[4].partition("#")[0]) for row in rows(material, "motsetninger")}
    assert (subject, says, guide) in found


@pytest.mark.parametrize(
    ("kommune", "subject", "bot"),
    [
        ("steinkjer", "Hvem hos skoleeier rektor orienterer", "sektorleder skole"),
        ("steinkjer", "Evaluering av tiltaksplan", "3–4 uker"),
        (None, "Fraværsgrense", "10 dager"),
        (None, "Hvem du melder til når en i ledelsen krenker en elev", "UDA (Utdanningsetaten)"),
    ],
)
def test_a_contradiction_says_what_the_bot_goes_by(
    material: Material, kommune: str | None, subject: str, bot: str
) -> None:
    found = [
        (row[1], row[3])
        for row in make("motsetninger", material, kommune).tables[0].rows
        if row[0] == subject
    ]
    assert bot in {says for says, who in found if who.startswith("Boten")}
    assert any(not who.startswith("Boten") for _, who in found)


def test_a_kommune_sees_its_own_guides_and_those_for_all(material: Material) -> None:
    own = make("motsetninger", material, "steinkjer").tables[0].rows
    assert {row[4].partition("#")[0] for row in own if "#" in row[4]} == {"steinkjer-veileder-2025"}
    assert {row[3] for row in own if row[3].startswith("Boten")} == {"Boten (Steinkjer kommune)"}
    assert make("motsetninger", material, "bakas").figures["subjects"] == 0


def test_a_guide_that_says_what_the_bot_does_contradicts_nothing(material: Material) -> None:
    assert make("motsetninger", material, "sondre_land").tables[0].rows == ()


def test_repealed_law_is_found_with_its_successor(material: Material) -> None:
    found = {(row[2].partition("#")[0], row[3], row[4]) for row in rows(material, "opphevet")}
    assert ("raelingen-revisjon-2024", "§ 9 A-5, Opplæringslova av 1998", "opplæringslova § 12-5") in found
    assert (
        "raelingen-revisjon-2024",
        "kapittel 9 A, Opplæringslova av 1998",
        "opplæringslova kapittel 12",
    ) in found
    assert (
        "sondre-land-fravaersrutine-2024",
        "§ 6-4, Barnevernloven av 1992",
        "barnevernsloven § 13-2",
    ) in found


def test_each_duty_is_counted_once_and_an_out_of_scope_one_has_a_reason(material: Material) -> None:
    made = make("plikter", material)
    assert made.figures["covered"] + made.figures["uncovered"] == made.figures["within"] > 0
    uncovered, unread, outside, covered = (table.rows for table in made.tables[1:])
    assert (len(covered), len(uncovered), len(unread), len(outside)) == tuple(
        made.figures[each] for each in ("covered", "uncovered", "unread", "outside")
    )
    assert covered
    assert outside
    assert all(row[2] for row in outside)


def test_a_duty_of_a_new_guide_is_not_read_and_counts_for_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(Paths().data_dir, data, ignore=shutil.ignore_patterns("embedding"))
    (data / "guides" / "oppdiktet.md").write_text(
        '---\nid: oppdiktet\ntitle: "Oppdiktet"\n---\n# Dyr {#dyr}\n\nAlle ansatte skal vaske fiskebollen.\n',
        encoding="utf-8",
    )
    material = open_material(Paths(data, tmp_path / "var"))
    made = make("plikter", material)
    assert made.tables[2].rows == (("Alle ansatte skal vaske fiskebollen.", "oppdiktet#dyr"),)
    assert ("Oppdiktet", "1", "0", "0", "0", "1", "–") in made.tables[0].rows


def test_a_section_is_listed_until_it_was_shown_five_times(tmp_path: Path) -> None:
    material = open_material(Paths(var_dir=tmp_path))
    before = rows(material, "aldri_vist")
    for _ in range(4):
        InsightLog(tmp_path / "innsikt.db").shown([before[0][2]], "nasjonal")
    assert rows(material, "aldri_vist") == before
    InsightLog(tmp_path / "innsikt.db").shown([before[0][2]], "bakas")
    assert rows(material, "aldri_vist") == before[1:]


def test_unanswered_questions_can_be_seen_for_one_kommune(tmp_path: Path) -> None:
    material = open_material(Paths(var_dir=tmp_path))
    for _ in range(5):
        material.log.unanswered("Når er ferien?", "steinkjer")
    assert [row[0] for row in make("ubesvart", material, "steinkjer").tables[0].rows] == ["når er ferien?"]
    assert not make("ubesvart", material, "bakas").tables[0].rows


def test_an_unknown_report_is_named_with_those_there_are(material: Material) -> None:
    with pytest.raises(ReportError, match="ubesvart"):
        make("finnes_ikke", material)


@pytest.mark.parametrize("name", REPORTS)
def test_the_command_gives_text_and_json(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--var-dir", str(tmp_path), "report", name]) == 0
    assert capsys.readouterr().out.strip()
    assert main(["--var-dir", str(tmp_path), "report", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == name
