"""The whole main job on the page with the real servers behind it: by finger and by keyboard, in both forms of Norwegian."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from inspection import Inspection
from main_job import Job, Look, words_of
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from users import LISTEN, Keyboard, Pointer

from tests.conftest import Running

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
SECONDS = 20_000
# The browser's own line about the message that the server refuses.
REFUSED = "Failed to load resource: the server responded with a status of 413 (Request Entity Too Large)"


@dataclass
class Stage:
    """Opens pages, has axe look at each state, and keeps what the browser complained of."""

    browser: Browser
    url: str
    axe: Callable[..., str]
    violations: dict[str, str]
    complaints: list[str] = field(default_factory=list)
    opened: list[BrowserContext] = field(default_factory=list)

    def open(self, address: str, size: ViewportSize, is_phone: bool = False) -> Page:
        """A page that also hears what is read aloud."""
        context = self.browser.new_context(
            viewport=size, has_touch=is_phone, is_mobile=is_phone, reduced_motion="reduce"
        )
        self.opened.append(context)
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.add_init_script(f"({LISTEN})()")
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.url}{address}")
        return page

    def look_of(self, page: Page, title: str) -> Look:
        """What a job is given to look at its states with."""

        def look(state: str) -> None:
            self.violations[f"{title}: {state}"] = self.axe(page)

        return look

    def demand_no_violations(self, title: str) -> None:
        own = {state: found for state, found in self.violations.items() if state.startswith(f"{title}: ")}
        assert own
        assert {state: found for state, found in own.items() if found} == {}


@pytest.fixture(scope="module")
def violations(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What axe finds wrong in each state; told as a table when all have been seen."""
    found: dict[str, str] = {}
    yield found
    plugins = request.config.pluginmanager
    terminal, capture = plugins.get_plugin("terminalreporter"), plugins.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled():
        terminal.ensure_newline()
        for state, complaints in found.items():
            terminal.write_line(f"{state:32} {len(complaints.splitlines())} violations")


@pytest.fixture
def stage(
    browser: Browser,
    running: Running,
    complaints_of_axe: Callable[..., str],
    violations: dict[str, str],
) -> Iterator[Stage]:
    opened = Stage(browser, running.url, complaints_of_axe, violations)
    yield opened
    for context in opened.opened:
        context.close()
    assert set(opened.complaints) <= {REFUSED}


def test_the_job_is_done_with_a_finger_and_every_state_holds_on_hard_terms(
    stage: Stage, tmp_path: Path
) -> None:
    page = stage.open("/", PHONE, is_phone=True)
    inspection = Inspection(page)
    axe = stage.look_of(page, "phone")
    job = Job(Pointer(page), words_of("nb"), lambda state: (axe(state), inspection.look(state)))
    job.user.choose(page.get_by_label(job.words["kommune"]), "steinkjer")
    job.ask_and_decide()
    page.reload()
    expect(job.log.locator(".decision")).to_be_visible()
    assert page.evaluate("window.heard") == [], "an old conversation is read aloud again"
    job.finish(tmp_path)
    job.meet_the_rest()
    stage.demand_no_violations("phone")
    assert inspection.found == []


def test_the_job_is_done_by_keyboard_alone_in_nynorsk(stage: Stage, tmp_path: Path) -> None:
    page = stage.open("/?maalform=nn", DESKTOP)
    job = Job(Keyboard(page), words_of("nn"), stage.look_of(page, "nynorsk"))
    job.user.choose(page.get_by_label(job.words["kommune"]), "steinkjer")
    job.user.press(page.get_by_role("button", name=job.words["skip"]), then=job.box)
    job.ask_and_decide()
    job.finish(tmp_path)
    stage.demand_no_violations("nynorsk")


def test_the_job_is_done_by_keyboard_alone_in_the_dialog_of_a_button(stage: Stage, tmp_path: Path) -> None:
    page = stage.open("/?visning=knapp&kommune=steinkjer", DESKTOP)
    job = Job(Keyboard(page), words_of("nb"), stage.look_of(page, "button"))
    launcher = page.get_by_role("button", name=job.words["name"], exact=True)
    job.user.press(launcher, then=job.box)
    job.ask_and_decide()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()
    job.user.press(launcher, then=job.box)
    job.finish(tmp_path)
    stage.demand_no_violations("button")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_beside_the_chat_are_for_everyone(stage: Stage, size: ViewportSize) -> None:
    title = f"pages {size['width']}"
    for address in ("/tilgjengelighet", "/prosedyrer?kommune=steinkjer", "/rapporter", "/rapporter/plikter"):
        page = stage.open(address, size)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        stage.look_of(page, title)(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
    stage.demand_no_violations(title)
    assert stage.complaints == []
