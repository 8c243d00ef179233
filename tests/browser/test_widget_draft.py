"""The draft beside the conversation: always its newest edition, in a column where there is room and else over the log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from absence_script import CHANGES, MY_ANSWERS, STORY, YES
from conftest import Chat
from draft_script import BLANKS, LEVELS, MAKE, MISSING, TITLE, answered
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

VIEW = "Eleven vil ha en fast voksen ute"
BAR = f"Utkastet: {TITLE} Åpne"
# A draft stands beside the conversation where the widget is this wide.
WIDE = {"width": 1280, "height": 800}


def panel_of(chat: Chat) -> Locator:
    return chat.page.get_by_role("region", name=TITLE)


def bar_of(chat: Chat) -> Locator:
    return chat.page.get_by_role("button", name=BAR)


def test_where_there_is_room_the_newest_edition_stands_beside_the_conversation(chat: Chat) -> None:
    chat.page.set_viewport_size(WIDE)
    expect(panel_of(chat)).to_have_count(0)
    chat.say(MAKE)
    panel = panel_of(chat)
    expect(panel.get_by_text("Ikke komplett", exact=True)).to_be_visible()
    expect(panel.locator(".missing li")).to_have_text(MISSING)
    expect(panel.locator(".boxes li")).to_have_text(BLANKS)
    expect(panel.get_by_role("link", name="Åpne utkastet")).to_be_visible()
    expect(bar_of(chat)).to_have_count(0)
    log = chat.page.get_by_role("log")
    # In the conversation the draft is one line, and its question is asked there.
    expect(log.locator("details.draft")).not_to_have_attribute("open", "")
    expect(log.get_by_text("Ikke komplett")).to_be_hidden()
    question = log.get_by_text("Hva mener eleven selv")
    expect(question).to_be_visible()
    assert question.bounding_box()["x"] < panel.bounding_box()["x"]
    chat.say(VIEW)
    chat.press(LEVELS["klasse"])
    expect(panel.get_by_text("Det loven krever, er fylt ut")).to_be_visible()
    expect(panel.get_by_text("Ikke komplett")).to_have_count(0)
    expect(log.locator("details.draft[open]")).to_have_count(0)
    with chat.page.expect_download() as download:
        panel.get_by_role("link", name="Last ned utkastet (Word)").click()
    assert download.value.url == f"{chat.bot.url}api/drafts/d1?key=owner.abc"
    chat.press("Start på nytt")
    expect(panel).to_have_count(0)
    chat.press("Angre")
    expect(panel.get_by_text("Det loven krever, er fylt ut")).to_be_visible()


def test_where_there_is_none_a_bar_opens_it_over_the_conversation(chat: Chat) -> None:
    chat.page.goto(f"{chat.bot.url}?visning=knapp")
    chat.page.get_by_role("button", name="Hva nå?", exact=True).click()
    chat.say(MAKE)
    keys, bar = chat.page.keyboard, bar_of(chat)
    expect(chat.page.locator("details.draft[open]")).to_have_count(1)
    bar.focus()
    keys.press("Enter")
    panel = panel_of(chat)
    expect(panel.get_by_role("heading", name=TITLE)).to_be_focused()
    expect(panel.locator(".missing li")).to_have_text(MISSING)
    # The conversation beneath is out of reach until one is back in it.
    keys.press("Shift+Tab")
    expect(chat.page.get_by_role("button", name="Lukk")).to_be_focused()
    keys.press("Escape")
    expect(panel).to_have_count(0)
    expect(bar).to_be_focused()
    expect(chat.page.get_by_role("dialog", name="Hva nå?")).to_be_visible()
    keys.press("Enter")
    keys.press("Tab")
    expect(chat.page.get_by_role("button", name="Til samtalen")).to_be_focused()
    keys.press("Enter")
    expect(bar).to_be_focused()
    keys.press("Shift+Tab")
    expect(chat.page.get_by_role("log").get_by_text("Hvorfor spør du?")).to_be_focused()


def test_what_is_written_while_the_draft_is_open_is_answered_in_the_conversation(chat: Chat) -> None:
    chat.say(MAKE)
    bar_of(chat).click()
    chat.page.get_by_role("textbox").fill(VIEW)
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("log").get_by_text("Tiltak 1: Hvem gjelder tiltaket?")).to_be_in_viewport()
    expect(panel_of(chat)).to_have_count(0)
    chat.press(LEVELS["klasse"])
    expect(chat.page.locator("details.draft")).to_have_count(2)
    bar_of(chat).click()
    expect(panel_of(chat).get_by_text("Det loven krever, er fylt ut")).to_be_visible()


def test_the_draft_moves_as_the_box_changes_its_width(chat: Chat) -> None:
    chat.page.set_viewport_size(WIDE)
    chat.say(MAKE)
    expect(panel_of(chat)).to_be_visible()
    chat.page.set_viewport_size({"width": 700, "height": 800})
    expect(panel_of(chat)).to_have_count(0)
    expect(bar_of(chat)).to_be_visible()
    expect(chat.page.locator("details.draft[open]")).to_have_count(1)
    bar_of(chat).click()
    chat.page.set_viewport_size({"width": 1200, "height": 800})
    expect(panel_of(chat)).to_be_visible()
    expect(chat.page.get_by_role("log")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Til samtalen")).to_have_count(0)


def test_answers_and_sources_fit_beside_the_draft(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 1010, "height": 800})
    for text in (STORY, YES, CHANGES, MY_ANSWERS, MAKE):
        chat.say(text)
    expect(panel_of(chat)).to_be_visible()
    edge = panel_of(chat).bounding_box()["x"]
    for drawn in chat.page.locator("#log :is(button, summary, .card, blockquote)").all():
        box = drawn.bounding_box()
        assert box is None or box["x"] + box["width"] <= edge, drawn.inner_text()
    source = chat.page.locator(".decision details.source").first
    source.locator("summary").click()
    expect(source.locator("blockquote")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (320, "dark")])
def test_axe_finds_nothing_wrong_with_it(
    chat: Chat, complaints_of_axe: Callable[..., str], width: int, scheme: str
) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    chat.page.set_viewport_size({"width": width, "height": 700})
    for text in (MAKE, answered("klasse"), "lange svar", MAKE):
        chat.say(text)
    if width == 320:
        assert complaints_of_axe(chat.page) == ""
        bar_of(chat).click()
    expect(panel_of(chat)).to_be_visible()
    assert complaints_of_axe(chat.page) == ""
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
