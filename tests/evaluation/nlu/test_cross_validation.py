"""The training data measured against themselves: what is learnt from most of them holds for the rest."""

import json
import os
import subprocess

import pytest

from bot.run.model import RASA_ENVIRONMENT
from bot.run.places import RASA_PYTHON
from tests.conftest import ROOT
from tests.evaluation.nlu.rows import FOLDER, macro_f1, save, scores, table

pytestmark = pytest.mark.servers

FOLDS = 2
LEAST = 0.75
"""Below this the data contradict themselves; they hold many pairs that are alike on purpose."""


def test_what_is_learnt_from_most_examples_holds_for_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    command = [str(RASA_PYTHON), str(FOLDER / "cross_validate.py"), str(FOLDS)]
    env = {**os.environ, **RASA_ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600, check=True)
    found = json.loads(run.stdout.rpartition("FOUND")[2])
    intents = scores((right, read) for right, read, _, _ in found)
    stated = {(place, *pair) for place, (_, _, facts, _) in enumerate(found) for pair in facts.items()}
    read = {(place, *pair) for place, (_, _, _, facts) in enumerate(found) for pair in facts.items()}
    right = sum(wanted == guess for wanted, guess, _, _ in found) / len(found)
    report = "\n".join(
        [
            table(f"hensikt ({FOLDS} deler)", intents),
            f"riktig {right:.3f}, makro-F1 {macro_f1(intents):.3f}, {len(found)} setninger",
            f"opplysninger: presisjon {len(stated & read) / len(read):.3f}, dekning {len(stated & read) / len(stated):.3f}",
        ]
    )
    save("nlu-kryssvalidering", report)
    with capsys.disabled():
        print(report)
    assert macro_f1(intents) >= LEAST
