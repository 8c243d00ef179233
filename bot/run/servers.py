"""The two servers as commands: what is started, with which settings, and which secrets they share."""

import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.run.model import RASA_ENVIRONMENT
from bot.run.places import RASA_PYTHON, TRACKER_DB

LOOPBACK = "127.0.0.1"
# A turn is too small a task to share between threads; training isn't, so only the server gets these.
ONE_THREAD = {"TF_INTRA_OP_PARALLELISM_THREADS": "1", "TF_INTER_OP_PARALLELISM_THREADS": "1"}
EVERYWHERE = ("", "0.0.0.0", "::", "localhost")
SECONDS_TO_FINISH = 3  # for what the bot is busy with when told to stop; honcho waits 5
# Longer than Rasa keeps its idle connection to the bot (15 s): else the bot may close it just as Rasa writes the next turn.
SECONDS_KEPT_ALIVE = 60


@dataclass(frozen=True)
class Addresses:
    """Where the bot is reached (`host`, `port`), where Rasa listens on loopback, where their files lie."""

    host: str
    port: int
    rasa_port: int
    var_dir: Path

    @property
    def url(self) -> str:
        """The bot's address as seen from this machine."""
        host = LOOPBACK if self.host in EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def log(self, server: str) -> Path:
        """Name the file that holds what a server says."""
        return self.var_dir / "log" / f"{server}.log"


def commands(at: Addresses, model: Path) -> dict[str, list[str]]:
    """Say how each server is started, from the project's top folder.

    No access log: a question in an address must not end up in a file.
    """
    rasa = [str(RASA_PYTHON), "-m", "rasa", "run", "--model", str(model)]
    rasa += ["--endpoints", "bot/rasa/endpoints.yml", "--credentials", "bot/rasa/credentials.yml"]
    rasa += ["-i", LOOPBACK, "-p", str(at.rasa_port)]
    bot = [sys.executable, "-m", "uvicorn", "--factory", "bot.app:create_app", "--no-access-log"]
    bot += ["--host", at.host, "--port", str(at.port), "--timeout-graceful-shutdown", str(SECONDS_TO_FINISH)]
    bot += ["--timeout-keep-alive", str(SECONDS_KEPT_ALIVE)]
    return {"rasa": rasa, "bot": bot}


def shared_environment(at: Addresses, given: Mapping[str, str]) -> dict[str, str]:
    """Make the settings both servers must agree on; secrets are new at each start unless given."""
    tokens = ("HVANA_ACTION_TOKEN", "HVANA_RASA_TOKEN")
    return {
        "HVANA_TRACKER_DB": str(at.var_dir / TRACKER_DB),
        **given,
        **RASA_ENVIRONMENT,
        **ONE_THREAD,
        **{name: given.get(name) or secrets.token_urlsafe(32) for name in tokens},
        "HVANA_HOST": at.host,
        "HVANA_PORT": str(at.port),
        "HVANA_RASA_PORT": str(at.rasa_port),
        "HVANA_RASA_URL": f"http://{LOOPBACK}:{at.rasa_port}",
        "HVANA_ACTION_URL": f"{at.url}/actions",
        "HVANA_VAR_DIR": str(at.var_dir),
    }
