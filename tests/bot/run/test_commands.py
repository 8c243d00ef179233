"""The commands behind the Makefile: what is told when something is missing or wrong."""

import os
import re
import socket
import subprocess
import sys

import pytest

from bot.run.places import ROOT


def bot_run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.run", *arguments],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=os.environ | {"MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "settings", "sentence"),
    [
        ([], {}, "Skriv én av disse"),
        (["noe"], {}, "Skriv én av disse"),
        (["ingest", ""], {}, "make ingest GUIDES=mappe"),
        (["bench-scale", "mange"], {}, "make bench-scale SIZES=100000"),
        (["serve"], {"HVANA_PORT": "åtti"}, "Disse innstillingene går ikke: HVANA_PORT"),
        (["serve"], {"HVANA_HOST": "finnes.ikke.invalid"}, "Rett HVANA_HOST"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    arguments: list[str], settings: dict[str, str], sentence: str
) -> None:
    done = bot_run(*arguments, **settings)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_port_in_use_is_told_before_anything_is_trained_or_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = bot_run("serve", HVANA_PORT=port)
    assert f"Port {port} er i bruk" in done.stderr
    assert done.stdout == ""


def test_make_without_a_target_lists_every_target_in_norwegian() -> None:
    listed = set(re.findall(r"^  make ([a-z-]+) ", make().stdout, re.MULTILINE))
    assert {"run", "test", "chat", "train", "ingest", "lint", "bench", "clean"} <= listed


def test_missing_python_is_told_in_a_sentence() -> None:
    done = make("run", "PYTHON=python3.99")
    assert done.returncode != 0
    assert "Installer Python 3.11" in done.stderr
    assert "not found" not in done.stderr


def test_clean_keeps_conversations_drafts_and_loaded_guides() -> None:
    planned = make("--dry-run", "clean").stdout
    removed = re.findall(r"\bvar/?[\w/.-]*", planned)
    assert set(removed) == {"var/models", "var/index", "var/log", "var/cache"}
    assert ".venv" not in planned
