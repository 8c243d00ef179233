"""Drafts on the page: how a draft stands, the questions that fill it, its editions, and the draft as a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Chat
from draft_script import (
    BLANKS,
    HINT,
    HOSTILE,
    LEVELS,
    MAKE,
    MISSING,
    TITLE,
    answered,
    pressed,
)
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
DECISION = "/svar{Ja}"
VIEW = "Eleven vil ha en fast voksen ute"
# What is added to the log and read aloud.
LISTEN = """() => {
  window.added = [];
  const isAloud = (node) => !(node.nodeType === 1 ? node : node.parentElement).closest('[aria-live="off"]');
  const note = (changes) => changes.forEach(({ addedNodes }) => window.added.push(...[...addedNodes].filter(isAloud)));
  const log = document.querySelector('hva-na').shadowRoot.getElementById('log');
  new MutationObserver(note).observe(log, { childList: true, subtree: true });
}"""


def test_a_draft_that_is_not_complete_says_what_the_law_misses(chat: Chat) -> None:
    chat.say(MAKE)
    card = chat.page.locator(".draft")
    expect(card.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(card.get_by_text("Ikke komplett", exact=True)).to_be_visible()
    expect(card.get_by_text("Det loven krever, er fylt ut")).to_have_count(0)
    expect(card.locator(".missing li")).to_have_text(MISSING)
    expect(card.locator(".boxes li")).to_have_text(BLANKS)
    expect(card.get_by_text(HINT)).to_be_visible()
    expect(card.locator("dt")).to_have_text(["Til", "Frist", "Hvilket problem tiltakene skal løse"])
    expect(card.locator("dd").first).to_have_text("Rektor, eleven og de foresatte")
    expect(card.get_by_text("Nyeste utgave")).to_have_count(0)


def test_a_complete_draft_says_so_and_misses_nothing(chat: Chat) -> None:
    chat.say(pressed("done"))
    card = chat.page.locator(".draft")
    expect(card.get_by_text("Det loven krever, er fylt ut", exact=True)).to_be_visible()
    expect(card.get_by_text("Ikke komplett")).to_have_count(0)
    expect(card.locator(".missing")).to_have_count(0)
    # Only the first colon parts the answer from what it answers.
    answer = card.locator("dd").filter(has_text="en som ser")
    expect(answer).to_have_text("Eleven vil ha en fast voksen ute: en som ser.")


def test_a_draft_that_does_not_say_how_it_stands_is_never_called_complete(chat: Chat) -> None:
    chat.say("ødelagt utkast")
    card = chat.page.locator(".draft")
    expect(card.get_by_role("heading", name="Utkastet er klart.")).to_be_visible()
    expect(card.get_by_text("Ikke komplett", exact=True)).to_be_visible()
    expect(card.get_by_text("Utkastet kan ikke hentes akkurat nå.")).to_be_visible()


def test_a_draft_opens_beside_the_chat_and_is_fetched_in_word(chat: Chat, context: BrowserContext) -> None:
    chat.say(MAKE)
    opens = chat.page.get_by_role("link", name="Åpne utkastet (åpnes i ny fane)")
    expect(opens).to_have_attribute("rel", "noopener")
    with context.expect_page() as opened:
        opens.click()
    assert opened.value.url == f"{chat.bot.url}utkast/d1?key=owner.abc"
    expect(opened.value.get_by_role("heading", name=TITLE)).to_be_visible()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("link", name="Last ned utkastet (Word)").click()
    assert download.value.url == f"{chat.bot.url}api/drafts/d1?key=owner.abc"


def test_only_this_servers_own_addresses_become_links(chat: Chat) -> None:
    chat.say("uten sted å hente det")
    expect(chat.page.locator(".draft a")).to_have_count(0)
    expect(chat.page.get_by_text("Utkastet kan ikke hentes akkurat nå. Be om det på nytt.")).to_be_visible()
    chat.say("steder som er andres")
    links = chat.page.locator(".draft a")
    assert [link.get_attribute("href") for link in links.all()] == [f"{chat.bot.url}utkast/d1"] * 2


def test_the_list_of_ones_drafts_opens_from_the_chat(chat: Chat) -> None:
    chat.say("mine utkast")
    link = chat.page.get_by_role("link", name="Åpne utkastene dine")
    expect(link).to_have_attribute("target", "_blank")
    assert (link.get_attribute("href") or "").endswith("/utkast?key=eier.signert")
    expect(chat.page.get_by_text("eier.signert")).to_have_count(0)


def test_hostile_words_in_a_draft_are_only_text(chat: Chat) -> None:
    chat.say("skadelige ord")
    card = chat.page.locator(".draft")
    expect(card.get_by_role("heading", level=3)).to_have_text(HOSTILE)
    expect(card.locator(".missing li")).to_have_text([HOSTILE])
    expect(card.locator(".boxes li")).to_have_text([HOSTILE, HOSTILE, "7"])
    expect(card.locator("dd").last).to_have_text("{{ 7 * 7 }}")
    expect(chat.page.locator("#log :is(img, script, [onerror])")).to_have_count(0)
    assert chat.page.evaluate("window.hacked") is None


def test_the_ways_past_a_drafts_question_are_the_lesser_choices(chat: Chat) -> None:
    chat.say(MAKE)
    past = chat.page.get_by_role("group", name="Hopp over eller bli ferdig")
    expect(past.get_by_role("button")).to_have_text(["Hopp over", "Ferdig for nå"])
    expect(past.locator("button.quiet")).to_have_count(2)
    expect(chat.page.get_by_role("group", name="Svarvalg")).to_have_count(0)
    chat.page.get_by_text("Hvorfor spør du?").click()
    expect(chat.page.get_by_text("loven krever dette: opplæringslova § 10-2")).to_be_visible()
    chat.say(VIEW)
    answers = chat.page.get_by_role("group", name="Svarvalg")
    expect(answers.get_by_role("button")).to_have_text(list(LEVELS.values()))
    expect(answers.locator("button.quiet")).to_have_count(0)
    assert answers.bounding_box()["y"] < past.last.bounding_box()["y"]
    chat.press("Klassen eller gruppen")
    expect(chat.page.locator(".draft")).to_have_count(2)
    assert chat.sent == [MAKE, VIEW, answered("klasse")]


def test_only_the_open_question_of_a_draft_can_be_answered(chat: Chat) -> None:
    chat.say(MAKE)
    chat.press("Hopp over")
    skips = chat.page.get_by_role("button", name="Hopp over")
    expect(skips).to_have_count(2)
    expect(skips.last).to_be_enabled()
    expect(skips.first).to_be_disabled()
    chat.press("Ferdig for nå")
    expect(chat.page.locator(".draft")).to_have_count(2)
    for title in (*LEVELS.values(), "Hopp over", "Ferdig for nå"):
        expect(chat.page.get_by_role("button", name=title).last).to_be_disabled()
    assert chat.sent == [MAKE, pressed("skip"), pressed("done")]


def test_danger_can_be_told_of_by_a_button_all_the_while(chat: Chat) -> None:
    chat.say(DECISION)
    chat.press("Lag utkast")
    expect(chat.page.locator(".draft")).to_have_count(1)
    chat.say(VIEW)
    danger = chat.page.get_by_role("button", name="Akutt fare")
    expect(danger).to_be_enabled()
    # What is asked about the decision in between leaves the draft's question open.
    chat.say("Hvorfor?")
    expect(danger).to_be_enabled()
    expect(chat.page.get_by_role("button", name="Hele skolen")).to_be_enabled()
    chat.say(pressed("done"))
    expect(danger).to_be_enabled()
    expect(chat.page.get_by_role("button", name="Hele skolen")).to_be_disabled()


def test_a_newer_edition_is_marked_and_the_earlier_one_is_folded(chat: Chat) -> None:
    chat.say(MAKE)
    chat.say("et annet utkast")
    cards = chat.page.locator(".draft")
    expect(chat.page.locator(".draft[open]")).to_have_count(2)
    chat.say(answered("klasse"))
    for _ in ("as it happens", "after a reload"):
        expect(cards).to_have_count(3)
        expect(cards.nth(0)).not_to_have_attribute("open", "")
        expect(cards.nth(0).get_by_text("Tidligere utgave")).to_be_visible()
        expect(cards.nth(0).get_by_text("Ikke komplett")).to_be_hidden()
        expect(cards.nth(1)).to_have_attribute("open", "")
        expect(cards.nth(1).locator(".edition")).to_have_text("")
        expect(cards.nth(2).get_by_text("Nyeste utgave")).to_be_visible()
        expect(cards.nth(2).get_by_text("Det loven krever, er fylt ut")).to_be_visible()
        chat.page.reload()
    cards.nth(0).locator("summary").click()
    expect(cards.nth(0).get_by_text("Ikke komplett")).to_be_visible()
    # One that was opened by hand stays open.
    chat.say("et annet utkast")
    expect(cards.nth(0)).to_have_attribute("open", "")


def test_an_earlier_edition_is_not_read_aloud_again(chat: Chat) -> None:
    chat.say(MAKE)
    chat.page.evaluate(LISTEN)
    chat.say(pressed("done"))
    added = chat.page.evaluate("window.added.map((node) => node.textContent)")
    assert len(added) == 2
    assert "Nyeste utgave" in added[1]


@pytest.mark.parametrize("width", [320, 1200])
def test_long_answers_wrap_on_every_screen(chat: Chat, width: int) -> None:
    chat.page.set_viewport_size({"width": width, "height": 700})
    chat.say("lange svar")
    chat.say(MAKE)
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    for link in chat.page.locator(".draft a").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 44
    chat.page.goto(f"{chat.bot.url}utkast/d1")
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_draft_and_its_question_are_reached_by_keyboard_in_their_order(chat: Chat) -> None:
    chat.say(MAKE)
    reached: list[str] = []
    for _ in range(7):
        chat.page.keyboard.press("Shift+Tab")
        reached.insert(
            0, chat.page.evaluate("document.querySelector('hva-na').shadowRoot.activeElement.textContent")
        )
    assert reached == [
        TITLE,
        "Åpne utkastet (åpnes i ny fane)",
        "Last ned utkastet (Word)",
        "Hopp over",
        "Ferdig for nå",
        "Hvorfor spør du?",
        f"Utkastet: {TITLE}Åpne",
    ]
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator(".draft[open]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_axe_finds_nothing_wrong_with_drafts(
    chat: Chat, complaints_of_axe: Callable[..., str], scheme: str, width: int
) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    chat.page.set_viewport_size({"width": width, "height": 700})
    for text in (MAKE, VIEW, "et annet utkast", pressed("done"), "lange svar"):
        chat.say(text)
    assert complaints_of_axe(chat.page) == ""
    for draft_id in ("d1", "d2"):
        chat.page.goto(f"{chat.bot.url}utkast/{draft_id}")
        assert complaints_of_axe(chat.page, *WCAG) == ""
