"""The language model on messages it was not trained on: what it gets right, and that it never makes a case look milder."""

import pytest
import yaml

from actions.understand import load_understanding
from bot.acute import load_acute
from knowledge.procedures.model import Procedure
from tests.conftest import ROOT
from tests.evaluation.nlu.rows import (
    FOLDER,
    SETS,
    URGENT,
    Reader,
    Row,
    confusion,
    macro_f1,
    read_set,
    save,
    scores,
    table,
)

pytestmark = pytest.mark.servers

ABOUT_A_PUPIL = {"melde_fra", "gripe_inn", "fravaer", "bekymringsmelding"}
WAVED_AWAY = {"hilsen", "takk", "hjelp", "utenfor", "avbryt", "start_pa_nytt"}
MILDER = {
    "ansatt": {"elev", "annen_voksen", "ingen"},
    "ledelse": {"elev", "ansatt", "annen_voksen", "ingen"},
}
FORWARD = {"melding", "kontakt", "kartlagt", "tiltak", "evaluert", "bedring", "henvist", "eleven_trygg",
           "tiltak_gjennomfort", "virker", "samtykke"}  # fmt: skip
"""Facts whose «ja» moves a case on."""
LEAST = {"blind": 0.9, "known": 0.9}
"""The macro-F1 over intents below which something is broken; what is reached stands in docs/sprakforstaelse.md."""


@pytest.fixture(scope="module")
def sets(procedures: dict[str, Procedure]) -> dict[str, list[Row]]:
    reader = Reader(load_understanding(ROOT / "data"), load_acute(ROOT / "data" / "acute.yml"), procedures)
    return {name: read_set(name, reader) for name in SETS}


@pytest.fixture(params=SETS)
def rows(request: pytest.FixtureRequest, sets: dict[str, list[Row]]) -> list[Row]:
    return sets[request.param]


@pytest.mark.parametrize("name", SETS)
def test_most_messages_go_where_they_should(
    sets: dict[str, list[Row]], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = sets[name]
    intents = [(row.intent, row.found_intent) for row in rows]
    found = scores(intents)
    right = sum(row.intent == row.found_intent for row in rows) / len(rows)
    asked = sum(row.route == "?" for row in rows)
    report = "\n".join(
        [
            table(f"hensikt ({name})", found),
            confusion(intents),
            f"\nriktig {right:.3f}, makro-F1 {macro_f1(found):.3f}, {len(rows)} meldinger, «mente du» {asked}",
            table(f"opplysning ({name})", scores(_facts(rows))),
        ]
    )
    save(f"nlu-{name}", report)
    with capsys.disabled():
        print(report)
    assert macro_f1(found) >= LEAST[name]


def _facts(rows: list[Row]) -> list[tuple[str, str]]:
    """Each fact that is stated or read in, as «fact=value», against what was read."""
    pairs = []
    for row in rows:
        for name in sorted(row.entities.keys() | row.facts.keys()):
            if name != "kommune":
                wanted, read = row.entities.get(name), row.facts.get(name)
                label = "dager" if name == "dager" else None
                pairs.append(
                    (
                        label or (f"{name}={wanted}" if wanted else "(ikke sagt)"),
                        (label if wanted == read else f"{name}≠")
                        if label
                        else f"{name}={read}"
                        if read
                        else "(spørres)",
                    )
                )
    return pairs


def test_a_report_is_never_taken_for_small_talk(rows: list[Row]) -> None:
    """A message about a pupil may be taken for another duty, asked about or searched for, never waved away."""
    missed = [row for row in rows if row.intent in ABOUT_A_PUPIL and row.route in WAVED_AWAY]
    assert missed == []


def test_what_happens_now_is_never_missed(rows: list[Row]) -> None:
    """It gets its advice at once, or the emergency numbers, or is asked about with that choice."""
    missed = [row for row in rows if row.intent == URGENT and row.route not in (URGENT, "?")]
    assert missed == []


def test_staff_or_leadership_is_never_read_as_someone_milder(rows: list[Row]) -> None:
    wrong = [
        row for row in rows if row.facts.get("krenker") in MILDER.get(row.entities.get("krenker", ""), ())
    ]
    assert wrong == []


def test_a_member_of_staff_who_offends_is_reported_or_asked_about(rows: list[Row]) -> None:
    missed = [
        row
        for row in rows
        if row.entities.get("krenker") in MILDER
        and row.intent == "melde_fra"
        and row.route not in ("melde_fra", "?", "meldeskjema", URGENT)
    ]
    assert missed == []


def test_where_nobody_is_said_to_offend_someone_mild_is_hardly_ever_read_in(rows: list[Row]) -> None:
    """Whoever is read in is not asked about; at most one in a hundred such messages may lose the question."""
    silent = [
        row for row in rows if "krenker" not in row.entities and row.intent in ("melde_fra", "gripe_inn")
    ]
    wrong = [row for row in silent if row.facts.get("krenker") in ("elev", "annen_voksen", "ingen")]
    assert len(wrong) <= len(silent) / 100 + 1, wrong


def test_grave_is_never_read_as_not_grave(rows: list[Row]) -> None:
    for fact, mild in (("alvorlig", "nei"), ("omsorgssvikt", "nei"), ("bekymringsfullt", "nei")):
        wrong = [row for row in rows if row.entities.get(fact) == "ja" and row.facts.get(fact) == mild]
        assert wrong == [], fact


def test_what_is_denied_is_never_read_as_done(rows: list[Row]) -> None:
    """«Har ikke snakket med mor ennå» must not skip a stair, nor end a plan."""
    wrong = [
        (row.text, name)
        for row in rows
        for name, value in row.entities.items()
        if value == "nei" and row.facts.get(name) == "ja" and name in FORWARD
    ]
    assert wrong == []


def test_days_are_never_read_as_fewer_than_said(rows: list[Row]) -> None:
    wrong = [
        (row.text, row.entities["dager"], row.facts["dager"])
        for row in rows
        if "dager" in row.entities and int(row.facts.get("dager", "999")) < int(row.entities["dager"])
    ]
    assert wrong == []


def test_danger_is_noticed_by_words_or_by_the_model(rows: list[Row]) -> None:
    acute = load_acute(ROOT / "data" / "acute.yml")
    missed = [
        row
        for row in rows
        if row.entities.get("fare") == "ja" and not acute.is_acute(row.text) and row.facts.get("fare") != "ja"
    ]
    assert missed == []


@pytest.mark.parametrize("name", SETS)
def test_no_message_is_both_trained_and_measured_on(name: str) -> None:
    trained = "\n".join(
        path.read_text(encoding="utf-8").lower() for path in (ROOT / "data" / "nlu").glob("*.yml")
    )
    measured = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    assert len(measured) >= 300
    assert [row["text"] for row in measured if f"- {row['text'].lower()}\n" in trained] == []
