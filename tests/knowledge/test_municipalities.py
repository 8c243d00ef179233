"""A kommune may tighten a national rule and never loosen it; its words and figures fill the procedures."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.errors import ProcedureError
from knowledge.paths import Paths
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook, open_rulebook
from tests.conftest import ROOT

STEP = {"who": "Rektor", "what": "Gi {skolesjef} beskjed.", "when": "Samme dag"}
WORRYING = {"melding": "ja", "kontakt": "ja", "bekymringsfullt": "ja", "kartlagt": "nei", "evaluert": "nei"}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("embedding", "nlu"))
    return Paths(tmp_path / "data", tmp_path / "var")


def change(paths: Paths, kommune: str, **changes: Any) -> Paths:
    path = paths.municipalities / f"{kommune}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**content, **changes}, allow_unicode=True), encoding="utf-8")
    return paths


def threshold(value: int, kind: str, source: str = "opplaeringslova#10-6") -> dict[str, Any]:
    return {"fravaersdager": {"value": value, "kind": kind, "since": "2024-08-01", "source": source}}


def tightening(**more: Any) -> list[dict[str, Any]]:
    rule = {
        "procedure": "fravaer",
        "outcome": "kartleggingssamtale",
        "source": "steinkjer-veileder-2025#folge-med",
    }
    return [{**rule, **more}]


def decide(rulebook: Rulebook, kommune: str) -> Decision:
    decision = rulebook.decide("fravaer", WORRYING, kommune)
    assert isinstance(decision, Decision)
    return decision


def test_a_kommune_adds_recipients_steps_and_a_shorter_deadline(paths: Paths) -> None:
    rules = tightening(urgency="snarest", recipients=["skolesjef"], steps=[STEP])
    rulebook = open_rulebook(change(paths, "steinkjer", tightens=rules))
    here, elsewhere = decide(rulebook, "steinkjer"), decide(rulebook, "bakas")
    assert here.urgency.rank > elsewhere.urgency.rank
    assert set(here.recipients) - set(elsewhere.recipients) == {"skolesjef"}
    told = rulebook.municipalities.get("steinkjer").texts["skolesjef"]
    assert here.steps[-1].what == f"Gi {told} beskjed."
    assert "steinkjer-veileder-2025#folge-med" in here.sources


def test_a_later_deadline_is_refused_with_both_sources(paths: Paths) -> None:
    with pytest.raises(ProcedureError, match="mildere enn «innen_en_uke»") as error:
        open_rulebook(change(paths, "steinkjer", tightens=tightening(urgency="ingen")))
    assert "steinkjer-veileder-2025#folge-med" in str(error.value)
    assert "sondre-land-fravaersrutine-2024#kartleggingssamtale" in str(error.value)


def test_a_higher_threshold_than_a_national_rule_is_refused_with_both_sources(paths: Paths) -> None:
    change(paths, "nasjonal", thresholds=threshold(8, "lov"))
    with pytest.raises(ProcedureError, match="kan ikke være 10") as error:
        open_rulebook(paths)
    assert "raelingen-revisjon-2024#faresignaler" in str(error.value)
    assert "opplaeringslova#10-6" in str(error.value)


def test_advice_may_not_be_loosened_by_mere_advice(paths: Paths) -> None:
    with pytest.raises(ProcedureError, match="kan ikke være 12"):
        open_rulebook(change(paths, "bakas", thresholds=threshold(12, "rad")))


def test_a_lower_threshold_is_taken(paths: Paths) -> None:
    rulebook = open_rulebook(change(paths, "bakas", thresholds=threshold(3, "rad")))
    facts = {"melding": "ja", "kontakt": "ja", "evaluert": "nei", "bekymringsfullt": "nei", "dager": "3"}
    stricter, usual = (
        rulebook.decide("fravaer", facts, "bakas"),
        rulebook.decide("fravaer", facts, "nasjonal"),
    )
    assert isinstance(stricter, Decision)
    assert isinstance(usual, Decision)
    assert (stricter.outcome.id, usual.outcome.id) == ("rektor_og_hjem", "folg_med")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"thresholds": {}}, "«fravaersdager» må stå i alle profiler"),
        ({"thresholds": threshold(8, "rad", "ukjent#sted")}, "ukjent#sted"),
        ({"tightens": tightening(outcome="ferie")}, "utfallet finnes ikke"),
        ({"tightens": tightening(procedure="ferie")}, "prosedyren «ferie» finnes ikke"),
        ({"tightens": tightening(steps=[{**STEP, "given": {"fare": "ja"}}])}, "kan ikke leses"),
        ({"tightens": tightening(source="ukjent#sted")}, "ukjent#sted"),
        ({"tightens": tightening(urgency="fort")}, "«fort» er ikke en frist"),
        ({"tightens": tightening(drops=["rektor"])}, "kan ikke leses"),
        ({"texts": {"meldekanal": "x"}}, "kan ikke leses"),
    ],
)
def test_a_profile_that_does_not_hold_stops_the_start(
    paths: Paths, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ProcedureError) as error:
        open_rulebook(change(paths, "steinkjer", **changes))
    assert reason in str(error.value)


def test_a_place_no_profile_fills_is_named(paths: Paths) -> None:
    path = paths.data_dir / "procedures" / "klasseregler.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("document: ", "document: '{ukjent}' #", 1), "utf-8"
    )
    with pytest.raises(ProcedureError, match="'ukjent'") as error:
        open_rulebook(paths)
    assert "klasseregler.yml" in str(error.value)


def test_the_threshold_that_is_advice_is_said_to_be_advice(rulebook: Rulebook) -> None:
    facts = {"melding": "ja", "kontakt": "nei", "dager": "9"}
    for kommune in ("nasjonal", "steinkjer", "bakas"):
        decision = rulebook.decide("fravaer", facts, kommune)
        assert isinstance(decision, Decision)
        assert "råd" in decision.notes[0], kommune
