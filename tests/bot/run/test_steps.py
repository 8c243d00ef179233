"""Slow steps: what is shown, what is logged, and what a failure is told as."""

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.run.causes import cause_of
from bot.run.errors import RunError, StepFailedError
from bot.run.steps import run_logged, step, tell
from tests.bot.run.child_processes import living


def child(code: str) -> list[str]:
    return [sys.executable, "-u", "-c", code]


def test_step_says_what_it_does_and_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Gjør noe tregt") as progress:
        progress.detail = "nesten ferdig"
    first, last = capsys.readouterr().out.splitlines()
    assert first == "  Gjør noe tregt …"
    assert last == "  Gjør noe tregt … 0 s"


def test_all_a_command_prints_is_logged_and_none_of_it_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "ny" / "steg.log"
    seen: list[str] = []
    run_logged(child("import sys; print('ut'); print('feil', file=sys.stderr)"), log, seen.append)
    assert log.read_text(encoding="utf-8").splitlines() == seen == ["ut", "feil"]
    assert capsys.readouterr().out == ""


def test_failure_shows_the_last_lines_and_where_the_log_is(tmp_path: Path) -> None:
    log = tmp_path / "steg.log"
    with pytest.raises(StepFailedError) as failure:
        run_logged(child("[print('linje', n) for n in range(50)]; raise SystemExit(2)"), log)
    told = str(failure.value)
    assert "linje 49" in told
    assert "linje 30" not in told
    assert str(log) in told


CAUSES = [
    (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "Disken er full",
    ),
    ("error: failed to write to file: No space left on device (os error 28)", "Disken er full"),
    (
        "WARNING: Retrying after connection broken by 'NewConnectionError(...): Failed to establish a new "
        "connection: [Errno -3] Temporary failure in name resolution'\n"
        "ERROR: No matching distribution found for bm25s==0.3.16",
        "Sjekk nettforbindelsen",
    ),
    (
        "error: Failed to fetch\n  Caused by: dns error: failed to lookup address information",
        "Sjekk nettforbindelsen",
    ),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "rotsertifikatet"),
    ("ERROR: No matching distribution found for tensorflow-text==2.12.0", "tensorflow-text==2.12.0"),
    (
        "  × No solution found:\n  ╰─▶ Because there is no version of tensorflow==2.12.0 and you",
        "tensorflow==2.12.0",
    ),
    ("The virtual environment was not created because ensurepip is not available.", "python3-venv"),
    (
        "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/x'",
        "ikke skrive",
    ),
    ("terminate called after throwing an instance of 'std::bad_alloc'", "tom for minne"),
]


@pytest.mark.parametrize(("output", "sentence"), CAUSES)
def test_common_causes_are_told_in_plain_words(output: str, sentence: str) -> None:
    assert sentence in cause_of(output, 1)


def test_command_killed_by_the_system_is_told_as_want_of_memory(tmp_path: Path) -> None:
    with pytest.raises(StepFailedError, match="tom for minne"):
        run_logged(child("import os; os.kill(os.getpid(), 9)"), tmp_path / "steg.log")


def test_interrupted_wait_ends_the_command(tmp_path: Path) -> None:
    pids: list[int] = []

    def interrupt(line: str) -> None:
        pids.append(int(line))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_logged(
            child("import os, time; print(os.getpid()); time.sleep(600)"), tmp_path / "steg.log", interrupt
        )
    assert living(pids) == []


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (RunError("Port 8000 er i bruk."), "Port 8000 er i bruk."),
        (OSError(errno.ENOSPC, "No space left on device"), "Disken er full"),
        (PermissionError(errno.EACCES, "Permission denied"), "ikke skrive i mappa"),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "requirements.txt"),
            "requirements.txt",
        ),
    ],
)
def test_trouble_is_told_as_a_sentence_without_a_trace(
    error: BaseException, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell(raising(error)) == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told


def test_ctrl_c_is_told_and_gives_the_usual_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(raising(KeyboardInterrupt())) == 130
    assert "Kjør samme kommando igjen" in capsys.readouterr().err


def test_full_disk_is_recognised_in_what_pip_really_says(tmp_path: Path) -> None:
    """/dev/full answers every write as a full disk does."""
    done = subprocess.run(
        child("open('/dev/full', 'w').write('x' * 10**6)"), capture_output=True, text=True, check=False
    )
    assert "Disken er full" in cause_of(done.stderr, done.returncode)
