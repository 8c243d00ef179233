"""A receipt is decided again later, and what has changed since is told."""

import json
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.errors import ReceiptError
from knowledge.receipts import receipt, replay
from knowledge.rulebook import Rulebook
from tests.actions.conftest import NOW

FACTS = {"melding": "ja", "kontakt": "nei", "dager": "9"}


@pytest.fixture
def kept(rulebook: Rulebook) -> dict:
    decision = rulebook.decide_now("fravaer", FACTS, "sondre_land")
    return receipt(rulebook, decision, "sondre_land", NOW).as_json()


def test_a_receipt_holds_what_the_decision_rested_on(kept: dict) -> None:
    assert kept["facts"] == FACTS
    assert (kept["row"], kept["outcome"], kept["kommune"]) == ("7", "kontakt_foresatte", "sondre_land")
    assert kept["time"] == "2026-11-20T09:30:00"
    assert set(kept["sources"]) >= {"opplaeringslova#10-6", "sondre-land-fravaersrutine-2024#kontakt"}


def test_it_survives_being_written_down(rulebook: Rulebook, kept: dict) -> None:
    again = replay(rulebook, json.loads(json.dumps(kept)))
    assert again.decision.outcome.id == "kontakt_foresatte"
    assert again.changes == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"outcome": "folg_med", "row": "9"},
            "Utfallet var «folg_med» (rad 9), nå er det «kontakt_foresatte»",
        ),
        ({"sources": {"opplaeringslova#10-6": "annen"}}, "Kilden «opplaeringslova#10-6» er endret"),
        ({"version": "gammel"}, "Reglene er endret: versjon gammel"),
    ],
)
def test_what_has_changed_since_is_told(rulebook: Rulebook, kept: dict, change: dict, told: str) -> None:
    assert any(told in each for each in replay(rulebook, {**kept, **change}).changes)


@pytest.mark.parametrize(
    "change",
    [{"facts": {"vaer": "sol"}}, {"procedure": "ukjent"}, {"kommune": "oslo"}, {"time": "i går"}, {"x": 1}],
)
def test_what_is_no_receipt_or_decides_no_more_is_refused_in_words(
    rulebook: Rulebook, kept: dict, change: dict
) -> None:
    with pytest.raises(ReceiptError, match=r"[Kk]vittering"):
        replay(rulebook, {**kept, **change})


def test_the_command_tells_what_it_decides_now(
    kept: dict, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kvittering.json"
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert main(["replay", str(path)]) == 0
    assert "Ingenting er endret" in capsys.readouterr().out
    path.write_text("{", encoding="utf-8")
    assert main(["replay", str(path)]) == 1
    assert "kan ikke leses som en kvittering" in capsys.readouterr().err
