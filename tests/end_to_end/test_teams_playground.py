"""Teams with the real servers: Microsoft's own local client from story to draft, and a group that others read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.conftest import Running, demand_tool
from tests.support.playground import running_playground
from tests.support.teams import Posted, Teams, group, running_teams

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

    def answer(self, title: str, question: str) -> None:
        """Answer the question with a button; the card then shows the answer, and nothing to press."""
        expect(self.page.get_by_text(question).last).to_be_visible()
        self.press(title)
        expect(self.page.get_by_text(f"Du valgte: {title}", exact=True).last).to_be_visible()

    def shows(self, text: str) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible()

    def makes(self, draft: str, title: str) -> None:
        """Press what makes a draft; its card comes, with the way to fetch it."""
        fetched = self.page.get_by_text("Last ned (Word)")
        before = fetched.count()
        self.press(draft)
        expect(fetched).to_have_count(before + 1)
        self.shows(title)


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


def test_bot_greets_and_a_story_goes_by_two_presses_to_the_decision_and_the_draft(client: Client) -> None:
    client.shows("Hei! Jeg er «Hva nå?».")
    client.say("En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?")
    client.answer("En annen elev", "Hvem er det som krenker eleven")
    client.answer("Nei", "Er saken alvorlig?")
    client.shows("Meld fra til rektor snarest")
    client.makes("Lag meldeskjema", "Melding om at en elev kanskje ikke har det trygt og godt på skolen")
    client.press("Ferdig for nå")


def test_absence_goes_by_three_presses_to_the_decision_and_the_draft(client: Client) -> None:
    client.say("start på nytt")
    client.shows("Vi begynner på nytt")
    client.say("En elev har vært mye borte")
    client.answer("Ja", "Har hjemmet gitt beskjed om fraværet?")
    client.answer("Nei", "Har kontaktlæreren snakket med hjemmet")
    client.answer("8 eller flere", "Hvor mange")
    client.makes("Lag innkalling", "Innkalling til møte")


@pytest.fixture(scope="module")
def teams() -> Iterator[Teams]:
    with running_teams() as teams:
        yield teams


def said_to(teams: Teams, bot: str, text: str) -> list[Posted]:
    """What the bot posts to a group where that is written; the last is the way to a chat of one's own."""
    before = len(teams.said())
    response = httpx.post(f"{bot}/api/messages", json=group(teams, text), timeout=SECONDS, trust_env=False)
    assert response.status_code == 202
    teams.wait_for(lambda: "teams.microsoft.com" in "".join(each.text for each in teams.said()[before:]))
    return teams.said()[before:-1]


def test_group_gets_the_guides_words_and_no_case(running: Running, teams: Teams) -> None:
    [passage] = said_to(teams, running.url, "hva er skjerpet aktivitetsplikt?")
    assert "§ 12-5" in passage.text
    [refused] = said_to(teams, running.url, "En elev i klassen min blir slått av de andre")
    assert "alene" in refused.text
    assert not refused.card
    [emergency, _] = said_to(teams, running.url, "en elev har tatt masse tabletter")
    assert "113" in emergency.text
    [after] = said_to(teams, running.url, "ja")
    assert "question" not in str(after.card)
