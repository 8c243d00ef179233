"""The browser, the fake bot and an opened page, for every test of the chat page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from fake_bot import FakeBot, Running
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import missing

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Chat:
    """An opened page with the bot behind it, and everything the browser complained of."""

    page: Page
    bot: FakeBot
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def say(self, text: str) -> None:
        """Write and send, and wait until the answer stands in the log."""
        answers = self.page.locator(".bot").count()
        self.page.get_by_role("textbox").fill(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".bot").nth(answers).wait_for()

    def press(self, title: str) -> None:
        """Press the newest choice with that title."""
        self.page.get_by_role("button", name=title, exact=True).last.click()

    @property
    def sent(self) -> list[str]:
        """What the bot has been sent, in order."""
        return [body["message"] for body in self.bot.received]


def chromium() -> str:
    """Where chromium is.

    Skips the test where there is none, and fails it in CI.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("CI needs chromium for the tests of the chat page: apt-get install chromium")
    pytest.skip("no chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = chromium()
    # Closed at the end of each module: an open Playwright holds the event loop that other tests need.
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def complaints_of_axe() -> Callable[..., str]:
    """What axe finds wrong with a page as it stands, by its rules of the given tags or by all; empty where nothing is."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("Denne prøven trenger axe: pip install axe-playwright-python")

    def complaints(page: Page, *tags: str) -> str:
        results = Axe().run(page, options={"runOnly": list(tags)} if tags else None)
        # Its own report can't name what stands in a shadow.
        return "\n".join(
            f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes']]}"
            for each in results.response["violations"]
        )

    return complaints


@pytest.fixture(scope="module")
def server() -> Iterator[FakeBot]:
    with Running() as bot:
        yield bot


@pytest.fixture
def bot(server: FakeBot) -> FakeBot:
    server.reset()
    return server


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 980, "height": 800}, reduced_motion="reduce")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def chat(context: BrowserContext, bot: FakeBot) -> Iterator[Chat]:
    """The page, opened; at the end the browser must not have complained, nor asked another host."""
    chat = Chat(context.new_page(), bot)
    chat.page.on(
        "console", lambda message: chat.complaints.append(message.text) if message.type == "error" else None
    )
    chat.page.on("pageerror", lambda error: chat.complaints.append(str(error)))
    chat.page.on(
        "request", lambda request: chat.hosts.add(request.url.split("/")[2]) if "//" in request.url else None
    )
    chat.page.goto(bot.url)
    chat.page.locator("#kommune option").nth(1).wait_for(state="attached")
    yield chat
    bot.gate.set()
    violations = [text for text in chat.complaints if "Failed to load resource" not in text]
    assert not violations, "the browser complained"
    assert chat.hosts <= {bot.url.split("/")[2]}, "the page asked another host"
