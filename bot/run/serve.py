"""`make run`: check the ports, start both servers, say when they are ready, stop them together."""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.run.errors import NotHealthyError, PortError
from bot.run.health import is_healthy, wait_until_healthy
from bot.run.ports import demand_free
from bot.run.servers import LOOPBACK, Addresses, commands, shared_environment
from bot.run.steps import step
from bot.run.together import Together, run_together


def demand_ports(at: Addresses) -> None:
    """Raise PortError where one of the two ports is taken, or the bot is running already."""
    if is_healthy(at.url):
        raise PortError(
            f"Hva nå? kjører allerede på {at.url}. Åpne den i nettleseren, eller stopp den først."
        )
    demand_free(at.host, at.port, "HVANA_PORT")
    demand_free(LOOPBACK, at.rasa_port, "HVANA_RASA_PORT")


def serve(at: Addresses, model: Path, given: Mapping[str, str]) -> None:
    """Run both servers until they are stopped; `given` is the environment they get, beside what they share.

    Raises NotHealthyError where one stops by itself or they aren't ready in time.
    """
    began = time.monotonic()
    trouble: list[NotHealthyError] = []

    def tell_when_ready(manager: Together) -> None:
        try:
            with step("Starter Rasa og boten"):
                ready = wait_until_healthy(at.url, lambda: manager.is_running)
        except NotHealthyError as error:
            trouble.append(error)
            manager.terminate()
            return
        if ready:
            seconds = time.monotonic() - began
            print(
                f"\nHva nå? er klar på {at.url} (startet på {seconds:.0f} s). Stopp med Ctrl-C.", flush=True
            )

    run_together(commands(at, model), shared_environment(at, given), at.var_dir / "log", tell_when_ready)
    if trouble:
        raise trouble[0]
    print("Stoppet.", flush=True)
