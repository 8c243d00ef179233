"""The main job on the page with the real servers behind it, to the downloaded document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Running

pytestmark = [pytest.mark.browser, pytest.mark.servers]

STORY = "En elev i 6. klasse blir fryst ut i friminuttene, hva gjør jeg?"
SECONDS = 20_000


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 400, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(SECONDS)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.goto(running.url)
    yield opened
    context.close()
    assert complaints == []


def press(page: Page, title: str) -> None:
    page.get_by_role("button", name=title, exact=True).last.click()


def test_a_teacher_goes_from_the_story_to_the_document(page: Page, tmp_path: Path) -> None:
    page.locator("#kommune").select_option("steinkjer")
    page.get_by_role("textbox").fill(STORY)
    page.keyboard.press("Enter")
    press(page, "En annen elev")
    press(page, "Nei")
    expect(page.get_by_text("Meld fra til rektor snarest").first).to_be_visible(timeout=SECONDS)
    expect(page.get_by_text("Elements").first).to_be_visible()
    press(page, "Lag meldeskjema")
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned").click()
    file = tmp_path / "meldeskjema.docx"
    download.value.save_as(file)
    assert STORY in "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)


def test_a_question_shows_the_passage_and_where_it_stands(page: Page) -> None:
    page.get_by_role("textbox").fill("hvor mange dager borte før rektor skal vite det?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("figure").get_by_text("Søndre Land kommune").first).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("figure").get_by_text("åtte dager").first).to_be_visible()
