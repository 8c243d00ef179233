"""Waiting until both servers answer that they are well."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from bot.run.errors import NotHealthyError

SECONDS_TO_BECOME_HEALTHY = 180.0  # a slow machine loads TensorFlow and the model in well under a minute
SECONDS_BETWEEN_LOOKS = 0.5
WELL = "ok"
ERROR = re.compile(r"[\w.]*(Error|Exception|Exit): ")  # as Python ends a trace


def is_healthy(url: str) -> bool:
    """Ask the bot whether it and Rasa are well; anything but a clear yes is no."""
    try:
        answer = httpx.get(f"{url}/health", timeout=3, trust_env=False)
        health = answer.json()
    except (httpx.HTTPError, ValueError):
        return False
    return isinstance(health, dict) and health.get("status") == WELL and health.get("rasa") == WELL


def wait_until_healthy(
    url: str, is_alive: Callable[[], bool], seconds: float = SECONDS_TO_BECOME_HEALTHY
) -> bool:
    """Wait until the servers are healthy; False as soon as one of them no longer lives.

    Raises NotHealthyError when `seconds` have passed.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not is_alive():
            return False
        if is_healthy(url):
            return True
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise NotHealthyError(
        f"Boten og Rasa ble ikke klare på {seconds:.0f} sekunder. Se i loggene hva som stoppet dem."
    )


def last_words(log: Path) -> str:
    """Give a log's last error, else its last line, cut to what fits on a screen; empty where there is none."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.is_file() else []
    said = [line.strip() for line in lines if line.strip()]
    errors = [line for line in said if ERROR.match(line)]
    return (errors or said or [""])[-1][:300]
