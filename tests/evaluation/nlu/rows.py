"""The measured messages with what the language model made of them, and how well that agrees."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from actions.turn import Turn
from actions.understand import Understanding
from bot.acute import Acute
from bot.run.model import RASA_ENVIRONMENT, ensure_model
from bot.run.places import RASA_PYTHON, VAR
from knowledge.procedures.model import Procedure
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "evaluation" / "nlu"
SETS = ("blind", "known")
URGENT = "gripe_inn"


@dataclass(frozen=True)
class Row:
    """One message: what it is, and what was found in it.

    `found_intent` is where the model puts it, `route` where the bot then goes («?» where it asks between two).
    """

    text: str
    intent: str
    entities: dict[str, str]
    found_intent: str
    route: str
    facts: dict[str, str]


@dataclass(frozen=True)
class Reader:
    """What reads messages besides the model."""

    understanding: Understanding
    acute: Acute
    procedures: Mapping[str, Procedure]

    def row(self, wanted: Mapping[str, Any], parsed: Mapping[str, Any]) -> Row:
        tracker = SimpleNamespace(latest_message=parsed, latest_action_name=None, sender_id="x")
        turn = Turn.from_tracker(tracker)
        entities = {
            **(wanted.get("entities") or {}),
            **({"dager": str(wanted["dager"])} if "dager" in wanted else {}),
        }
        facts = {
            name: value
            for procedure in self.procedures.values()
            for name, value in self.understanding.facts(turn, procedure).items()
        }
        return Row(wanted["text"], wanted["intent"], entities, turn.intent, self._route(turn, facts), facts)

    def _route(self, turn: Turn, facts: Mapping[str, str]) -> str:
        if self.acute.is_acute(turn.text):
            return URGENT  # the emergency numbers and what to do come first, whatever else it is
        routes = self.understanding.routes(turn, lambda name: name == "spor_guide" or name in self.procedures)
        if routes == ("spor_guide",) and facts:
            return "?"
        if turn.intent == "nlu_fallback" and not routes:
            return "spor_guide"
        return "?" if len(routes) > 1 else next(iter(routes), turn.intent)


def read_set(name: str, reader: Reader) -> list[Row]:
    """The messages of one set, parsed by the present model in Rasa's environment."""
    path = FOLDER / f"{name}.yml"
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    command = [str(RASA_PYTHON), str(FOLDER / "parse.py"), str(ensure_model(VAR)), str(path)]
    env = {**os.environ, **RASA_ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=True)
    parsed = json.loads(run.stdout.rpartition("PARSED")[2])
    return [reader.row(*pair) for pair in zip(expected, parsed, strict=True)]


@dataclass(frozen=True)
class Score:
    """How well one label is found."""

    label: str
    precision: float
    recall: float
    wanted: int
    confused: str

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scores(pairs: Iterable[tuple[str, str]]) -> list[Score]:
    """Per label, of pairs of what is right and what was found; `confused` names what it was taken for."""
    listed = list(pairs)
    wanted = Counter(right for right, _ in listed)
    found = Counter(guess for _, guess in listed)
    both = Counter(right for right, guess in listed if right == guess)
    mixed: dict[str, Counter[str]] = defaultdict(Counter)
    for right, guess in listed:
        if right != guess:
            mixed[right][guess] += 1
    return [
        Score(
            label,
            both[label] / found[label] if found[label] else 0.0,
            both[label] / wanted[label],
            wanted[label],
            ", ".join(f"{other} {count}" for other, count in mixed[label].most_common(4)),
        )
        for label in sorted(wanted)
    ]


def table(title: str, found: list[Score]) -> str:
    """The scores as text."""
    lines = [f"\n{title:28}{'antall':>7}{'presisjon':>10}{'dekning':>9}{'F1':>6}   forvekslet med"]
    lines += [
        f"{each.label:28}{each.wanted:7}{each.precision:10.2f}{each.recall:9.2f}{each.f1:6.2f}   {each.confused}"
        for each in found
    ]
    return "\n".join(lines)


def confusion(pairs: Iterable[tuple[str, str]]) -> str:
    """The confusion matrix as text: a line for what is right, a column for what was found."""
    listed = list(pairs)
    labels = sorted({label for pair in listed for label in pair})
    counts = Counter(listed)
    head = " ".join(f"{number:>3}" for number in range(1, len(labels) + 1))
    lines = [f"\n{'':24}{head}"]
    for number, right in enumerate(labels, start=1):
        cells = " ".join(f"{counts[right, guess] or '·':>3}" for guess in labels)
        lines.append(f"{number:>3} {right:20}{cells}")
    return "\n".join(lines)


def macro_f1(found: list[Score]) -> float:
    """The mean F1 over labels, each counting alike."""
    return sum(each.f1 for each in found) / len(found)


def save(name: str, text: str) -> Path:
    """Keep a report beside the other things made at run time."""
    folder = VAR / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path
