"""Servers under one manager: one falls, all stop; Ctrl-C leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.run.places import ROOT
from tests.bot.run.child_processes import living

MANAGER = """
import os, sys
from pathlib import Path
from bot.run import together
from bot.run.steps import tell
together.SECONDS_TO_STOP = 1.0
children = {"rasa": sys.argv[2], "bot": sys.argv[3]}
commands = {name: [sys.executable, "-u", "-c", code] for name, code in children.items()}
run = lambda: together.run_together(commands, os.environ, Path(sys.argv[1]), lambda manager: print("i gang"))
sys.exit(tell(run))
"""
LIVES = "import os, time; print('pid', os.getpid()); time.sleep(600)"
DIES = "import sys; print('INFO i gang'); sys.exit('fant ikke modellen')"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LIVES
DEAF_PARENT = (
    "import signal, subprocess, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    f"subprocess.Popen([sys.executable, '-u', '-c', {LIVES!r}]).wait()"
)  # its child is as deaf: what is ignored is inherited
TALKS = "print('INFO stille'); print('WARNING: Rasa svarer ikke'); " + LIVES


class Run:
    """A manager started in a process group of its own, as a terminal would."""

    def __init__(self, folder: Path, rasa: str, bot: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-c", MANAGER, str(folder), rasa, bot],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def log(self, name: str) -> str:
        file = self.folder / f"{name}.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def pid_of(self, name: str) -> int:
        """Wait until a child has said its pid."""
        while "pid " not in self.log(name):
            assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(0.05)
        return int(self.log(name).split("pid ")[1].split()[0])

    def signal_group(self, number: signal.Signals) -> str:
        os.killpg(self.process.pid, number)
        return self.finish()

    def finish(self) -> str:
        return self.process.communicate(timeout=60)[0]


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[list[Run]]:
    """Runs to be cleared away whatever a test finds."""
    started: list[Run] = []
    yield started
    for run in started:
        if run.process.poll() is None:
            run.process.kill()
        for name in ("rasa", "bot"):
            if "pid " in run.log(name):
                with suppress(ProcessLookupError):
                    os.kill(run.pid_of(name), signal.SIGKILL)


def start(runs: list[Run], folder: Path, rasa: str, bot: str) -> Run:
    runs.append(Run(folder, rasa, bot))
    return runs[-1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stop_signal_to_the_group_leaves_no_child(
    runs: list[Run], tmp_path: Path, number: signal.Signals
) -> None:
    run = start(runs, tmp_path, LIVES, LIVES)
    pids = [run.pid_of("rasa"), run.pid_of("bot")]
    said = run.signal_group(number)
    assert run.process.returncode == 0, said
    assert living(pids) == []
    assert "Traceback" not in said


def test_deaf_children_and_their_children_are_killed(runs: list[Run], tmp_path: Path) -> None:
    run = start(runs, tmp_path, DEAF, DEAF_PARENT)
    pids = [run.pid_of("rasa"), run.pid_of("bot")]
    run.signal_group(signal.SIGINT)
    assert run.process.returncode == 0
    assert living(pids) == []


def test_second_ctrl_c_does_no_harm(runs: list[Run], tmp_path: Path) -> None:
    run = start(runs, tmp_path, DEAF, LIVES)
    pids = [run.pid_of("rasa"), run.pid_of("bot")]
    os.killpg(run.process.pid, signal.SIGINT)
    said = run.signal_group(signal.SIGINT)
    assert run.process.returncode == 0, said
    assert living(pids) == []


@pytest.mark.parametrize(("told", "fallen", "other"), [("Rasa", "rasa", "bot"), ("Boten", "bot", "rasa")])
def test_child_that_dies_stops_the_other_and_is_named_with_its_log(
    runs: list[Run], tmp_path: Path, told: str, fallen: str, other: str
) -> None:
    run = start(runs, tmp_path, **{fallen: DIES, other: LIVES})
    said = run.finish()
    assert run.process.returncode == 1
    assert f"{told} stoppet uventet (kode 1)" in said
    assert "Det siste som ble sagt: fant ikke modellen" in said
    assert f"{fallen}.log" in said
    assert "pid " not in run.log(other) or living([run.pid_of(other)]) == []


def test_the_error_is_told_and_not_the_noise_after_it(runs: list[Run], tmp_path: Path) -> None:
    fails = "import atexit; atexit.register(print, 'sys:1: RuntimeWarning: støy'); int('modell')"
    said = start(runs, tmp_path, rasa=fails, bot=LIVES).finish()
    assert "Det siste som ble sagt: ValueError: invalid literal" in said
    assert "Traceback" not in said


def test_child_killed_by_the_system_is_told_as_such(runs: list[Run], tmp_path: Path) -> None:
    run = start(runs, tmp_path, LIVES, LIVES)
    bot = run.pid_of("bot")
    os.kill(run.pid_of("rasa"), signal.SIGKILL)
    assert "Rasa stoppet uventet (stoppet av systemet" in run.finish()
    assert living([bot]) == []


def test_only_the_bots_warnings_reach_the_console_and_all_is_logged(runs: list[Run], tmp_path: Path) -> None:
    run = start(runs, tmp_path, TALKS, TALKS)
    run.pid_of("rasa"), run.pid_of("bot")
    said = run.signal_group(signal.SIGTERM)
    assert said.count("WARNING: Rasa svarer ikke") == 1
    assert "INFO stille" not in said
    for name in ("rasa", "bot"):
        assert "INFO stille" in run.log(name)
        assert "WARNING: Rasa svarer ikke" in run.log(name)


def test_log_from_last_time_is_kept_once(runs: list[Run], tmp_path: Path) -> None:
    for text in ("forrige", "nest siste"):
        (tmp_path / "rasa.log").write_text(text, encoding="utf-8")
        start(runs, tmp_path, DIES, DIES).finish()
    assert (tmp_path / "rasa.log.1").read_text(encoding="utf-8") == "nest siste"
    assert "nest siste" not in (tmp_path / "rasa.log").read_text(encoding="utf-8")
