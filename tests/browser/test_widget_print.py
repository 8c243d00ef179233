"""«Skriv ut»: a decision alone on paper, from a page under a strict policy, which afterwards is as it was."""

from __future__ import annotations

import io

import pytest
import yaml
from absence_script import DECISION, NOTE, SOURCE_COUNT, STORY
from conftest import Chat
from fastapi.responses import JSONResponse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

# Headless browsers have no dialog; what would have been printed stays until the print ends.
NO_DIALOG = "() => { window.print = () => { window.prints = (window.prints ?? 0) + 1; }; }"
LEFT = "() => [document.querySelectorAll('.hva-na-print').length, document.adoptedStyleSheets.length]"
UNBREAKABLE = """() => [...document.querySelector('.hva-na-print').shadowRoot.querySelectorAll('.steps li')]
  .map((step) => getComputedStyle(step).breakInside)"""
# Black, or nothing: a ground, a line or a letter in any other colour would not be black on white.
COLOURS = """() => {
  const nodes = [...document.querySelector('.hva-na-print').shadowRoot.querySelectorAll('*')];
  const of = (node) => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor];
  return [...new Set(nodes.flatMap(of))].sort();
}"""


def on_paper(page: Page) -> str:
    """What stands on the sheets, in one line."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def decide(chat: Chat) -> None:
    chat.page.evaluate(NO_DIALOG)
    chat.page.select_option("#kommune", "steinkjer")
    chat.say(STORY)
    custom = DECISION["custom"]
    rested = {**custom["decision"], "answers": ["Samtale med hjemmet: Ja", "Melding fra hjemmet: Nei"]}
    chat.bot.failures.append(JSONResponse([{**DECISION, "custom": {**custom, "decision": rested}}]))
    chat.press("Ja")
    expect(chat.page.locator(".decision")).to_be_visible()


def test_the_decision_and_nothing_else_is_printed(chat: Chat) -> None:
    decide(chat)
    before = chat.page.evaluate(LEFT)
    chat.page.get_by_role("button", name="Skriv ut").press("Enter")
    paper = on_paper(chat.page)
    assert chat.page.evaluate("window.prints") == 1
    for text in (
        "Hva nå? · Steinkjer · 20. november 2026",
        "Trinn 1: Ring hjem i dag",
        "Straks",
        "foresatte, skolens ledelse",
        "1. Kontaktlærer · Nå Ring hjem og spør hvor eleven er.",
        "2. Ledelsen · Med en gang Tar over hvis ingen svarer.",
        "Loggfør samtalen i elevmappa i Elements.",
        NOTE,
        "opplæringslova § 10-6",
        "Samtale med hjemmet Ja",
        "Melding fra hjemmet Nei",
        "Dette er veiledning; skolen avgjør.",
    ):
        assert text in paper, text
    for number in range(1, SOURCE_COUNT + 1):
        assert f"Punkt {number} sier:" in paper
    for text in ("Granlia", "Skriv ut", "Meld feil", "Akutt fare", "Start på nytt", STORY):
        assert text not in paper, text
    # The print is over: the page is as it was, and prints itself again.
    assert chat.page.evaluate(LEFT) == before
    assert "Granlia" in on_paper(chat.page)


def test_a_print_that_never_says_it_ended_is_taken_away_by_the_next_key(chat: Chat) -> None:
    decide(chat)
    before = chat.page.evaluate(LEFT)
    button = chat.page.get_by_role("button", name="Skriv ut")
    button.click()
    assert chat.page.evaluate(LEFT) == [before[0] + 1, before[1] + 1]
    expect(chat.page.locator(".hva-na-print")).to_be_hidden()
    expect(button).to_be_focused()
    chat.page.keyboard.press("Tab")
    assert chat.page.evaluate(LEFT) == before


def test_it_is_black_on_white_and_no_step_is_broken_between_pages(chat: Chat) -> None:
    chat.page.emulate_media(color_scheme="dark")
    decide(chat)
    chat.page.get_by_role("button", name="Skriv ut").click()
    chat.page.emulate_media(media="print")
    expect(chat.page.locator(".hva-na-print article")).to_be_visible()
    expect(chat.page.locator("body")).to_be_hidden()
    assert chat.page.evaluate(UNBREAKABLE) == ["avoid", "avoid"]
    assert chat.page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    assert (
        chat.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_whom_to_tell_is_called_the_same_as_in_the_conversation() -> None:
    def recipients(path: str) -> dict[str, str]:
        read: dict[str, str] = yaml.safe_load((ROOT / "data" / path).read_text(encoding="utf-8"))[
            "recipients"
        ]
        return read

    assert recipients("widget/nb.yml") == recipients("texts.yml")
    assert list(recipients("widget/nn.yml")) == list(recipients("texts.yml"))
