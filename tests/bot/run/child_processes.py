"""Looking after the processes that tests start."""

import time
from pathlib import Path

import psutil


def pid_in(log: Path) -> int:
    """Wait until a child has written its pid, and nothing else, to its log."""
    while not (log.exists() and log.read_text(encoding="utf-8").endswith("\n")):
        time.sleep(0.05)
    return int(log.read_text(encoding="utf-8"))


def living(pids: list[int], seconds: float = 10) -> list[int]:
    """Give those that still live after a while; one that only waits for its parent to notice is dead."""
    found = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    psutil.wait_procs(found, timeout=seconds if any(map(_is_running, found)) else 0)
    return [process.pid for process in found if _is_running(process)]


def _is_running(process: psutil.Process) -> bool:
    try:
        return bool(process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD))
    except psutil.NoSuchProcess:
        return False
