"""Teams as Microsoft's own local client shows it, with the real servers: from the story to the draft, alone and in a group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.conftest import Running, demand_tool
from tests.support.playground import running_playground

pytestmark = [pytest.mark.servers, pytest.mark.browser]

SECONDS = 20


class Client:
    """The client's window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def say(self, text: str) -> None:
        self.page.locator("[contenteditable=true]").first.fill(text)
        self.page.keyboard.press("Enter")

    def press(self, title: str) -> None:
        """Press the newest button with that title."""
        self.page.get_by_role("button", name=title, exact=True).last.click()

    def shows(self, text: str) -> Locator:
        """The newest place where a text stands, once it is there."""
        found = self.page.get_by_text(text).last
        expect(found).to_be_visible()
        return found


@pytest.fixture(scope="module")
def client(running: Running, npm_clients: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    demand_tool("node", "nodejs")
    expect.set_options(timeout=SECONDS * 1000)
    log = tmp_path_factory.mktemp("playground") / "log"
    with running_playground(npm_clients, running.url, log) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=demand_tool("chromium", "chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(SECONDS * 1000)
        page.goto(url)
        yield Client(page)
        browser.close()


def test_story_goes_by_two_presses_to_the_decision_and_the_draft(client: Client) -> None:
    client.say("En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?")
    client.press("En annen elev")
    client.shows("Du valgte")
    client.press("Nei")
    client.shows("Meld fra til rektor snarest")
    client.press("Lag meldeskjema")
    client.shows("Last ned (Word)")


def test_absence_goes_to_the_draft(client: Client) -> None:
    client.say("start på nytt")
    client.say("En elev har vært mye borte")
