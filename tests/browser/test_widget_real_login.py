"""The widget on another site, the bot's real entrance and a login service: from «Logg inn» to a draft as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from knowledge.rulebook import Rulebook
from tests.bot.access.house import WISH
from tests.bot.access.test_browser import Site
from tests.support.identity_provider import KARI, IdentityProvider

pytestmark = pytest.mark.browser

HOST = """<!doctype html><html lang="nb"><title>Intranett</title><script src="%s/widget.js"></script>
<hva-na visning="boks"></hva-na></html>"""


def test_a_teacher_logs_in_from_the_intranet_and_gets_the_answer_and_the_draft(
    context: BrowserContext, rulebook: Rulebook, tmp_path: Path
) -> None:
    with IdentityProvider() as provider, Site(rulebook, provider, tmp_path) as site:
        provider.user, provider.asks = KARI, True
        (tmp_path / "vert.html").write_text(HOST % site.url, encoding="utf-8")
        page = context.new_page()
        page.goto(f"{site.intranet}/vert.html")
        page.get_by_role("textbox").fill(WISH)
        page.keyboard.press("Enter")
        with page.expect_popup() as popup:
            page.get_by_role("button", name="Logg inn", exact=True).click()
        popup.value.get_by_role("link", name="Logg inn som Kari").click()
        expect(page.locator("#log").get_by_role("heading", name="Utkastet.")).to_be_visible()
        assert site.house.rasa.said == [WISH]
        with page.expect_download() as download:
            page.get_by_role("link", name="Last ned utkastet").first.click()
        assert download.value.path().read_bytes().startswith(b"PK")
        assert download.value.suggested_filename.endswith(".docx")
        page.reload()
        page.get_by_role("textbox").fill("Hei")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Takk.")).to_be_visible()
        page.close()
