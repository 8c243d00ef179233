"""`make run` with the real servers, from start to Ctrl-C."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from bot.run.errors import PortError
from bot.run.index import GuidePlaces, ensure_index
from bot.run.model import ensure_model
from bot.run.places import ROOT, VAR
from bot.run.ports import demand_free, free_port
from bot.run.serve import demand_ports
from bot.run.servers import Addresses
from tests.bot.run.child_processes import living

pytestmark = pytest.mark.servers


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder for conversations and logs of its own, with the project's model and index."""
    (tmp_path / "models").mkdir()
    shutil.copy2(ensure_model(VAR), tmp_path / "models")
    ensure_index(GuidePlaces(VAR))
    for name in ("index", "guides"):
        if (VAR / name).is_dir():
            shutil.copytree(VAR / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def make_run(prepared: Path) -> Iterator[tuple[subprocess.Popen[str], Addresses]]:
    at = Addresses("127.0.0.1", free_port(), free_port(), prepared)
    settings = {
        "HVANA_VAR_DIR": str(prepared),
        "HVANA_PORT": str(at.port),
        "HVANA_RASA_PORT": str(at.rasa_port),
        "MAKEFLAGS": "",  # of the make that runs the tests
    }
    process = subprocess.Popen(
        ["make", "--no-print-directory", "run"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process, at
    for left in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
        left.kill()
    process.kill()
    process.communicate()


def test_make_run_says_when_it_is_ready_and_ctrl_c_leaves_nothing(
    make_run: tuple[subprocess.Popen[str], Addresses],
) -> None:
    process, at = make_run
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "er klar på" in line:
            break
    assert f"Hva nå? er klar på {at.url} (startet på" in said[-1], "".join(said)
    assert httpx.get(f"{at.url}/health", trust_env=False).json()["rasa"] == "ok"
    with pytest.raises(PortError, match="kjører allerede på"):
        demand_ports(at)
    everyone = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert "Stoppet." in rest
    assert "Traceback" not in rest
    assert living(everyone) == []
    demand_free("127.0.0.1", at.port, "HVANA_PORT")
    demand_free("127.0.0.1", at.rasa_port, "HVANA_RASA_PORT")
