"""A Rasa web client that we did not write talks with the bot as it is: Chatroom, over Rasa's REST channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from tests.conftest import Running, demand_tool

pytestmark = [pytest.mark.servers, pytest.mark.browser]

STORY = "En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?"
SECONDS = 20
PAGE = """<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>Chatroom</title><link rel="stylesheet" href="/klient/Chatroom.css"></head>
  <body>
    <div class="chat-container"></div>
    <script src="/klient/Chatroom.js"></script>
    <script>
      const container = document.querySelector(".chat-container");
      new window.Chatroom({ host: window.location.origin, title: "Chatroom", container }).openChat();
    </script>
  </body>
</html>
"""


@pytest.fixture
def page(running: Running, npm_clients: Path) -> Iterator[Page]:
    """The client's page, as if the bot's own host held it."""
    built = npm_clients / "@scalableminds" / "chatroom" / "dist"

    def hold(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name == "klient":
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=built / name)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=demand_tool("chromium", "chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        opened.set_default_timeout(SECONDS * 1000)
        opened.route("**/klient**", hold)
        opened.goto(f"{running.url}/klient")
        yield opened
        browser.close()


def test_a_story_told_in_another_client_ends_in_the_decision(page: Page) -> None:
    expect.set_options(timeout=SECONDS * 1000)
    box = page.locator("form.input input[type=text]")
    box.fill(STORY)
    box.press("Enter")
    expect(page.locator(".chat.left").last).to_contain_text("Hvem er det som krenker eleven")
    page.locator(".chat-button", has_text="En annen elev").click()
    expect(page.locator(".chat.left").last).to_contain_text("Er saken alvorlig?")
    page.locator(".chat-buttons").last.locator(".chat-button", has_text="Nei").click()
    decision = page.locator(".chat.left").last
    expect(decision).to_contain_text("Meld fra til rektor snarest.")
    expect(decision).to_contain_text("opplæringslova § 12-4")
    expect(page.locator(".chat-button", has_text="Lag meldeskjema")).to_be_visible()
