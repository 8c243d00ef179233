"""The language model on messages it was not trained on: what it gets right, and that it never makes a case look milder."""

import json
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from actions.turn import Turn
from actions.understand import Understanding, load_caution
from bot.acute import load_acute
from bot.run.model import RASA_ENVIRONMENT, ensure_model
from bot.run.places import RASA_PYTHON, VAR
from knowledge.procedures.model import Procedure
from tests.conftest import ROOT

pytestmark = pytest.mark.servers

FOLDER = ROOT / "tests" / "evaluation" / "nlu"
MESSAGES = FOLDER / "messages.yml"


@dataclass(frozen=True)
class Row:
    """One message: what it is, and what was found in it."""

    text: str
    intent: str
    entities: dict[str, str]
    found_intent: str
    facts: dict[str, str]


@pytest.fixture(scope="module")
def rows(procedures: dict[str, Procedure]) -> list[Row]:
    expected = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    assert len(expected) >= 260
    command = [str(RASA_PYTHON), str(FOLDER / "parse.py"), str(ensure_model(VAR)), str(MESSAGES)]
    env = {**os.environ, **RASA_ENVIRONMENT}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=True)
    parsed = json.loads(run.stdout.rpartition("PARSED")[2])
    understanding = Understanding(load_caution(ROOT / "data" / "understanding.yml"))
    return [
        _row(*pair, understanding, procedures["melde_fra"]) for pair in zip(expected, parsed, strict=True)
    ]


def _row(wanted: dict[str, Any], parsed: dict[str, Any], reader: Understanding, procedure: Procedure) -> Row:
    turn = Turn.from_tracker(SimpleNamespace(latest_message=parsed, latest_action_name=None))
    return Row(
        wanted["text"],
        wanted["intent"],
        wanted.get("entities") or {},
        parsed["intent"]["name"],
        reader.facts(turn, procedure),
    )


def _scores(rows: list[Row]) -> Iterator[tuple[str, float, float, float]]:
    """Intent, precision, recall, F1."""
    wanted = Counter(row.intent for row in rows)
    found = Counter(row.found_intent for row in rows)
    right = Counter(row.intent for row in rows if row.intent == row.found_intent)
    for intent in sorted(wanted):
        precision = right[intent] / found[intent] if found[intent] else 0.0
        recall = right[intent] / wanted[intent]
        both = precision + recall
        yield intent, precision, recall, 2 * precision * recall / both if both else 0.0


def test_most_messages_go_where_they_should(rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    scores = list(_scores(rows))
    confused: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.intent != row.found_intent:
            confused[row.intent][row.found_intent] += 1
    with capsys.disabled():
        print(f"\n{'hensikt':16}{'presisjon':>10}{'dekning':>9}{'F1':>6}   forvekslet med")
        for intent, precision, recall, score in scores:
            mixed = ", ".join(f"{other} {count}" for other, count in confused[intent].most_common(4))
            print(f"{intent:16}{precision:10.2f}{recall:9.2f}{score:6.2f}   {mixed}")
        right = sum(row.intent == row.found_intent for row in rows) / len(rows)
        macro = sum(score for *_, score in scores) / len(scores)
        print(f"riktig {right:.3f}, makro-F1 {macro:.3f}, {len(rows)} meldinger")
    assert right >= 0.85


def test_a_report_is_never_taken_for_small_talk(rows: list[Row]) -> None:
    """A message about a pupil may be taken for another duty or for a search, never waved away."""
    waved_away = {"hilsen", "takk", "hjelp", "utenfor", "avbryt", "start_pa_nytt"}
    missed = [
        row for row in rows if row.intent in ("melde_fra", "gripe_inn") and row.found_intent in waved_away
    ]
    assert missed == []


def test_staff_or_leadership_is_never_read_as_someone_milder(rows: list[Row]) -> None:
    milder = {
        "ansatt": {"elev", "annen_voksen", "ingen"},
        "ledelse": {"elev", "ansatt", "annen_voksen", "ingen"},
    }
    wrong = [
        row for row in rows if row.facts.get("krenker") in milder.get(row.entities.get("krenker", ""), ())
    ]
    assert wrong == []


def test_where_nobody_is_said_to_offend_someone_mild_is_hardly_ever_read_in(rows: list[Row]) -> None:
    """Whoever is read in is not asked about; at most one in a hundred such messages may lose the question."""
    silent = [
        row for row in rows if "krenker" not in row.entities and row.intent in ("melde_fra", "gripe_inn")
    ]
    wrong = [row for row in silent if row.facts.get("krenker") in ("elev", "annen_voksen", "ingen")]
    assert len(wrong) <= len(silent) / 100, wrong


def test_grave_is_never_read_as_not_grave(rows: list[Row]) -> None:
    wrong = [
        row for row in rows if row.entities.get("alvorlig") == "ja" and row.facts.get("alvorlig") == "nei"
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


def test_no_message_is_both_trained_and_measured_on() -> None:
    trained = "\n".join(
        path.read_text(encoding="utf-8").lower() for path in (ROOT / "data" / "nlu").glob("*.yml")
    )
    shared = [
        row["text"]
        for row in yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
        if f"- {row['text'].lower()}\n" in trained
    ]
    assert shared == []
