"""The whole main job on the page with the real servers behind it: by finger and by keyboard, in both forms of Norwegian."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from inspection import Inspection
from main_job import SECONDS, Job, words_of
from playwright.sync_api import Browser, Page, ViewportSize, expect
from users import LISTEN, Keyboard, Pointer

from tests.conftest import Running

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
# The browser's own line about the message that the server refuses.
REFUSED = "Failed to load resource: the server responded with a status of 413 (Request Entity Too Large)"

Table = dict[str, str]


@pytest.fixture(scope="module")
def violations(request: pytest.FixtureRequest) -> Iterator[Table]:
    """What axe finds in each state; told at the end, as a table."""
    found: Table = {}
    yield found
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    if terminal:
        terminal.ensure_newline()
        for state, complaints in found.items():
            terminal.write_line(f"{state:48} {len(complaints.splitlines())} violations")


@dataclass(frozen=True)
class Bench:
    """What the job is done with."""

    browser: Browser
    url: str
    axe: Callable[..., str]
    violations: Table


@pytest.fixture
def bench(
    browser: Browser, running: Running, complaints_of_axe: Callable[..., str], violations: Table
) -> Bench:
    return Bench(browser, running.url, complaints_of_axe, violations)
