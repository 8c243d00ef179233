"""Servers in the background: they live as long as the block, and never longer."""

import os
import socket
import sys
from pathlib import Path

import httpx
import pytest

from bot.run import background
from bot.run.errors import NotHealthyError
from bot.run.places import VAR
from bot.run.servers import Addresses
from tests.bot.run.child_processes import living, pid_in

SLEEPS = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPS
ANSWERS = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Health(BaseHTTPRequestHandler):
    def do_GET(self):
        settings = {name: value for name, value in os.environ.items() if name.startswith("HVANA_")}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ok", "rasa": "ok", "settings": settings}).encode())
HTTPServer(("127.0.0.1", int(sys.argv[1])), Health).serve_forever()
"""


def answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The code that stands in for each server; a test may change it before the start."""
    codes = {"rasa": SLEEPS, "bot": ANSWERS}

    def commands(at: Addresses, model: Path) -> dict[str, list[str]]:
        return {name: [sys.executable, "-u", "-c", code, str(at.port)] for name, code in codes.items()}

    monkeypatch.setattr(background, "commands", commands)
    monkeypatch.setattr(background, "ensure_model", lambda var_dir: var_dir / "models" / "x.tar.gz")
    monkeypatch.setattr(background, "ensure_index", lambda places: None)
    monkeypatch.setattr(background, "_copy_shared", lambda state: None)
    return codes


def test_servers_answer_inside_the_block_and_are_gone_after_it(
    stand_ins: dict[str, str], tmp_path: Path
) -> None:
    with background.running_servers(var_dir=tmp_path) as url:
        assert httpx.get(f"{url}/health").json()["status"] == "ok"
        rasa = pid_in(tmp_path / "log" / "rasa.log")
        assert living([rasa], seconds=0) == [rasa]
    assert living([rasa]) == []
    assert not answers(httpx.URL(url).port or 0)


def test_servers_are_gone_when_the_block_fails(
    stand_ins: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_ins["rasa"] = DEAF
    monkeypatch.setattr(background, "SECONDS_TO_STOP", 1.0)
    port = background.free_port()
    pids: list[int] = []

    def fail_inside() -> None:
        with background.running_servers(port=port, var_dir=tmp_path):
            pids.append(pid_in(tmp_path / "log" / "rasa.log"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_inside()
    assert living(pids) == []
    assert not answers(port)


def test_server_that_falls_at_the_start_is_told_and_the_other_stopped(
    stand_ins: dict[str, str], tmp_path: Path
) -> None:
    stand_ins["bot"] = "raise SystemExit('porten er opptatt')"
    with (
        pytest.raises(NotHealthyError, match="bot: porten er opptatt"),
        background.running_servers(var_dir=tmp_path),
    ):
        pytest.fail("the block must not begin")
    said = (tmp_path / "log" / "rasa.log").read_text(encoding="utf-8")
    assert said == "" or living([int(said)]) == []


def test_block_has_its_own_state_secrets_and_settings(
    stand_ins: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HVANA_TRACKER_DB", "/ekte/samtaler.db")
    with background.running_servers(settings={"HVANA_KOMMUNE": "steinkjer"}) as url:
        settings = httpx.get(f"{url}/health").json()["settings"]
    state = Path(settings["HVANA_VAR_DIR"])
    assert state != VAR
    assert not state.exists()
    assert Path(settings["HVANA_TRACKER_DB"]).parent == state
    assert settings["HVANA_KOMMUNE"] == "steinkjer"
    assert len({settings["HVANA_ACTION_TOKEN"], settings["HVANA_RASA_TOKEN"], ""}) == 3


def test_index_is_copied_so_that_nothing_touches_the_projects_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, state = tmp_path / "var", tmp_path / "state"
    (own / "index").mkdir(parents=True)
    (own / "index" / "settings.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(background, "VAR", own)
    background._copy_shared(state)
    (state / "index" / "settings.json").write_text("noe annet", encoding="utf-8")
    assert (own / "index" / "settings.json").read_text(encoding="utf-8") == "{}"


def test_grandchildren_are_stopped_with_their_parent(tmp_path: Path) -> None:
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {DEAF!r}]).wait()"
    log = tmp_path / "log"
    process = background._start([sys.executable, "-c", parent], dict(os.environ), log)
    grandchild = pid_in(log)
    background.stop_all([process], seconds=1)
    assert living([grandchild]) == []
