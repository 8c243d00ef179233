"""Both servers are restarted in the middle of a conversation: the page goes on where it was, and nothing is answered twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from main_job import STORY, Job, words_of
from playwright.sync_api import Browser, Page, Response, expect
from users import LISTEN, Pointer

from bot.run.background import running_servers
from bot.run.ports import free_port
from tests.dialogues.client import Talk

pytestmark = [pytest.mark.browser, pytest.mark.servers]

SECONDS = 60_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    context.set_default_timeout(SECONDS)
    opened = context.new_page()
    opened.add_init_script(f"({LISTEN})()")
    yield opened
    context.close()


def test_the_conversation_goes_on_after_a_restart(page: Page, tmp_path: Path) -> None:
    port, rasa_port = free_port(), free_port()
    answered: list[Response] = []
    page.on("response", lambda one: answered.append(one) if "/webhooks/" in one.url and one.ok else None)
    job = Job(Pointer(page), words_of("nb"), lambda state: None)
    with running_servers(port, rasa_port, tmp_path) as url:
        page.goto(url)
        job.say(STORY)
        job.press("En annen elev")
        drafted = Talk(url)
        drafted.say("en lærer dytta en elev")
        drafted.press("Lag meldeskjema")
    job.user.press(job.button("Nei"))
    waiting = job.log.locator(".problem")
    expect(waiting).to_contain_text(job.words["offline"])
    expect(waiting).to_contain_text(job.words["urgent"])
    with running_servers(port, rasa_port, tmp_path):
        answer = job.log.locator(".decision")
        again = job.button(job.words["again"])
        # The bot is up some seconds before Rasa, and then says that it is starting.
        expect(answer.or_(again)).to_be_visible(timeout=SECONDS)
        if again.is_visible():
            job.user.press(again)
        expect(answer.get_by_role("heading", name="Meld fra til rektor snarest")).to_be_visible(
            timeout=SECONDS
        )
        expect(waiting).to_have_count(0)
        expect(job.log.locator(".bubble")).to_have_text(
            [f"Du: {said}" for said in (STORY, "En annen elev", "Nei")]
        )
        expect(job.log.locator(".bot")).to_have_count(3)
        assert len(answered) == 3
        job.press("Dine svar")
        expect(job.log.locator(".changes")).to_contain_text("Om saken er alvorlig: Nei")
        assert page.request.get(f"{url}{drafted.custom('draft')['url']}").body().startswith(b"PK")
