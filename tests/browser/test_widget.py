"""The element on a page: as a box and as a button, as its attributes say, and whatever the page round it is like."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from absence_script import STORY, YES
from conftest import Chat
from fake_bot import CSP
from playwright.sync_api import Browser, Locator, expect

pytestmark = pytest.mark.browser

SITUATION = "En elev blir fryst ut i friminuttene"
# Widths of what the widget draws that are wider than the box it stands in.
TOO_WIDE = """() => {
  const host = document.querySelector('hva-na');
  const right = host.shadowRoot.querySelector('.panel').getBoundingClientRect().right + 1;
  return [...host.shadowRoot.querySelectorAll('.frame *')]
    .filter((node) => node.checkVisibility() && !node.closest('.unseen, .skip') && node.getBoundingClientRect().right > right)
    .map((node) => node.outerHTML.slice(0, 120));
}"""


def open_host(chat: Chat, element: str, head: str = "", lang: str = "nb") -> None:
    """A page of another making, with the two lines that a municipality puts in, under the same strict policy."""
    body = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Vert</title>{head}</head>'
        f'<body><main><h1>Vert</h1><script src="/widget.js"></script>{element}</main></body></html>'
    )
    headers = {"Content-Security-Policy": CSP.replace("style-src 'self'", "style-src 'self' 'nonce-vert'")}
    chat.page.route(
        "**/vert", lambda route: route.fulfill(body=body, content_type="text/html", headers=headers)
    )
    chat.page.goto(f"{chat.bot.url}vert")


def open_as_button(chat: Chat) -> Locator:
    chat.page.goto(f"{chat.bot.url}?visning=knapp")
    return chat.page.get_by_role("button", name="Hva nå?", exact=True)


def test_the_button_opens_a_dialog_and_escape_gives_focus_back(chat: Chat) -> None:
    launcher = open_as_button(chat)
    dialog = chat.page.get_by_role("dialog", name="Hva nå?")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    expect(dialog).to_have_count(0)
    launcher.click()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(launcher).to_be_focused()
    launcher.press("Enter")
    dialog.get_by_role("button", name="Lukk").click()
    expect(dialog).to_have_count(0)
    expect(launcher).to_be_focused()


def test_the_page_beside_the_open_dialog_can_still_be_used(chat: Chat) -> None:
    open_as_button(chat).click()
    expect(chat.page.get_by_role("dialog")).not_to_have_attribute("aria-modal", "true")
    chat.page.get_by_role("link", name="i en boks").click()
    expect(chat.page.locator("hva-na")).to_have_attribute("visning", "boks")


def test_an_open_dialog_and_its_conversation_survive_a_reload(chat: Chat) -> None:
    open_as_button(chat).click()
    chat.say(SITUATION)
    chat.page.reload()
    expect(chat.page.get_by_role("dialog").get_by_text("Hvem står bak?")).to_be_visible()
    expect(chat.page.get_by_role("textbox")).not_to_be_focused()
    chat.press("En ansatt")
    expect(chat.page.locator(".bot")).to_have_count(3)
    assert len({body["sender"] for body in chat.bot.received}) == 1
    chat.page.keyboard.press("Escape")
    chat.page.reload()
    expect(chat.page.get_by_role("dialog")).to_have_count(0)


def test_on_a_phone_the_dialog_fills_the_window_and_raises_no_keyboard(browser: Browser, chat: Chat) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(f"{chat.bot.url}?visning=knapp")
    launcher = page.get_by_role("button", name="Hva nå?", exact=True)
    launcher.tap()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
    expect(page.get_by_role("heading", name="Hva nå?")).to_be_focused()
    expect(launcher).to_have_count(0)  # it would lie beneath the dialog
    page.get_by_role("button", name="Lukk").tap()
    expect(launcher).to_be_focused()
    phone.close()


def test_a_page_settles_the_kommune_and_what_rolle_is_chosen_first(chat: Chat) -> None:
    open_host(chat, '<hva-na visning="boks" kommune="steinkjer" rolle="rektor"></hva-na>')
    expect(chat.page.get_by_label("Rolle")).to_have_value("rektor")
    expect(chat.page.get_by_label("Kommune")).to_have_count(0)
    chat.say("Hei")
    assert chat.bot.received[-1]["metadata"].items() >= {"kommune": "steinkjer", "rolle": "rektor"}.items()
    chat.page.get_by_label("Rolle").select_option("ansatt")
    expect(chat.page.get_by_text("Svarene gjelder nå for: Ansatt")).to_be_visible()
    chat.page.reload()
    expect(chat.page.get_by_label("Rolle")).to_have_value("ansatt")
    chat.say("Hei igjen")
    assert chat.bot.received[-1]["metadata"].items() >= {"kommune": "steinkjer", "rolle": "ansatt"}.items()


def test_a_settled_kommune_is_not_remembered_as_the_users_choice(chat: Chat) -> None:
    open_host(chat, '<hva-na visning="boks" kommune="steinkjer"></hva-na>')
    chat.page.get_by_label("Rolle").select_option("rektor")
    chat.page.goto(chat.bot.url)
    expect(chat.page.get_by_label("Rolle")).to_have_value("rektor")
    expect(chat.page.get_by_label("Kommune")).to_have_value("nasjonal")


@pytest.mark.parametrize(
    ("lang", "element", "placeholder"),
    [
        ("nn-NO", '<hva-na visning="boks"></hva-na>', "Kva har skjedd?"),
        ("nb", '<hva-na visning="boks" maalform="nn"></hva-na>', "Kva har skjedd?"),
        ("nn", '<hva-na visning="boks" maalform="nb"></hva-na>', "Hva har skjedd?"),
        ("en", '<hva-na visning="boks"></hva-na>', "Hva har skjedd?"),
    ],
)
def test_the_page_or_its_attribute_says_which_form_of_norwegian(
    chat: Chat, lang: str, element: str, placeholder: str
) -> None:
    open_host(chat, element, lang=lang)
    expect(chat.page.get_by_role("textbox")).to_have_attribute("placeholder", placeholder)
    form = "nn" if placeholder.startswith("Kva") else "nb"
    expect(chat.page.locator(".widget")).to_have_attribute("lang", form)


def test_nynorsk_keeps_the_lines_that_are_always_seen_and_the_bots_own_words(chat: Chat) -> None:
    open_host(chat, '<hva-na visning="boks" maalform="nn"></hva-na>')
    chat.say(STORY)
    expect(chat.page.get_by_role("group", name="Svarval", exact=True)).to_be_visible()
    expect(chat.page.locator(".bot").last).to_have_attribute("lang", "nb")
    expect(chat.page.get_by_text("Skriv aldri namn. Dette er rettleiing; skulen avgjer.")).to_be_visible()
    expect(chat.page.locator(".emergency a")).to_have_text(["113, ambulanse", "112, politi", "110, brann"])


def test_an_attribute_that_changes_is_heeded_and_the_conversation_goes_on(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.page.evaluate("document.querySelector('hva-na').setAttribute('maalform', 'nn')")
    expect(chat.page.get_by_role("textbox")).to_have_attribute("placeholder", "Kva har skjedd?")
    expect(chat.page.get_by_text("Hvem står bak?")).to_be_visible()


def test_the_server_is_where_the_script_came_from_or_where_the_page_says(chat: Chat) -> None:
    for server, root in (("/under/en/sti", "under/en/sti/"), ("http://[", "")):
        chat.page.unroute_all()
        with chat.page.expect_request(f"{chat.bot.url}{root}api/profiles"):
            open_host(chat, f'<hva-na visning="boks" server="{server}"></hva-na>')


def test_no_style_of_the_page_reaches_the_widget(chat: Chat) -> None:
    hostile = (
        '<style nonce="vert">html{font-size:62.5%}body{font:italic 9px serif;color:red;text-transform:uppercase}'
        "*{letter-spacing:5px}button,p{display:none !important;background:red !important}"
        "main{height:700px}</style>"
    )
    look = """() => {
      const root = document.querySelector('hva-na').shadowRoot;
      return ['.lead', '.send', '.starter', 'textarea'].map((name) => {
        const { fontSize, fontStyle, color, textTransform, letterSpacing, display, backgroundColor } =
          getComputedStyle(root.querySelector(name));
        return [fontSize, fontStyle, color, textTransform, letterSpacing, display, backgroundColor].join();
      });
    }"""
    frame = '<style nonce="vert">main{height:700px}</style>'
    open_host(chat, '<hva-na visning="boks"></hva-na>', frame)
    chat.page.locator(".lead").wait_for()
    alone = chat.page.evaluate(look)
    chat.page.unroute_all()
    open_host(chat, '<hva-na visning="boks"></hva-na>', hostile)
    chat.page.locator(".lead").wait_for()
    assert chat.page.evaluate(look) == alone


@pytest.mark.parametrize("width", [320, 480, 900])
def test_the_widget_fits_its_box_and_not_the_window(chat: Chat, width: int) -> None:
    style = f'<style nonce="vert">hva-na{{width:{width}px}}</style>'
    open_host(chat, '<hva-na visning="boks"></hva-na>', style)
    for text in (SITUATION, STORY, YES, "lange svar", "Han puster ikke"):
        chat.say(text)
    assert chat.page.evaluate(TOO_WIDE) == []
    box = chat.page.locator("hva-na").bounding_box()
    assert box["width"] == width
    assert box["height"] >= 500  # a box without a height of its own can still be used


def test_a_page_without_the_script_says_what_to_do(browser: Browser, chat: Chat) -> None:
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(chat.bot.url)
    expect(
        page.get_by_text("Haster det, si fra til rektor nå, eller ring 113, 112 eller 110.")
    ).to_be_visible()
    bare.close()


def test_in_the_readers_own_colours_a_line_says_what_a_ground_said(chat: Chat) -> None:
    chat.page.emulate_media(forced_colors="active")
    chat.say(SITUATION)
    bubble = chat.page.locator(".bubble")
    assert bubble.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"


def test_axe_finds_nothing_wrong_in_any_state(chat: Chat, complaints_of_axe: Callable[..., str]) -> None:
    launcher = open_as_button(chat)
    states = {"closed": complaints_of_axe(chat.page)}
    launcher.click()
    states["open, nothing said"] = complaints_of_axe(chat.page)
    for text in (SITUATION, YES, "Hva er skjerpet plikt?", "Hva koster melka?", "Han puster ikke"):
        chat.say(text)
        states[text] = complaints_of_axe(chat.page)
    chat.page.emulate_media(color_scheme="dark")
    states["dark"] = complaints_of_axe(chat.page)
    chat.page.set_viewport_size({"width": 320, "height": 640})
    states["dark, 320"] = complaints_of_axe(chat.page)
    chat.page.goto(f"{chat.bot.url}?maalform=nn&kommune=steinkjer")
    states["box, nynorsk"] = complaints_of_axe(chat.page)
    assert {state: found for state, found in states.items() if found} == {}
