"""The widget for everyone: keyboard alone, screen reader, small and enlarged screens, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from absence_script import CHANGES, MY_ANSWERS, SAVE, SOURCE_COUNT, STORY, YES
from conftest import Chat
from draft_script import MAKE, pressed
from fastapi.responses import JSONResponse
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

SITUATION = "En elev blir fryst ut i friminuttene"
SAID = [
    SITUATION,
    "/svar{Ja}",
    MAKE,
    pressed("done"),
    "Hva er skjerpet plikt?",
    "Hva koster melka?",
    "Han puster ikke",
    STORY,
    YES,
    CHANGES,
    MY_ANSWERS,
    SAVE,
]
# WCAG 2.1, 1.4.3: 4.5 to 1; walks up to the first opaque background, out of the widget's shadow too.
LOW_CONTRAST = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3)
    .map((part) => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const parent = (node) => node.parentElement ?? node.getRootNode().host;
  const ground = (node) => {
    const colour = parse(getComputedStyle(node).backgroundColor);
    return colour[3] === 0 && parent(node) ? ground(parent(node)) : colour;
  };
  const ratio = (node) => {
    const [low, high] = [parse(getComputedStyle(node).color), ground(node)].map(light).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const speaks = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const all = [document.body, document.querySelector('hva-na').shadowRoot]
  const seen = all.flatMap((root) => [...root.querySelectorAll('*')])
    .filter((node) => speaks(node) && node.checkVisibility());
  return { seen: seen.length, low: seen.filter((node) => ratio(node) < 4.5).map((node) => node.outerHTML) };
}"""

# All of it, in a short widget, or what is between its header and its writing box.
SCROLL = """(place) => {
  for (const node of document.querySelector('hva-na').shadowRoot.querySelectorAll('.frame, .scroller'))
    node.scrollTo(0, place === 'top' ? 0 : node.scrollHeight);
}"""


def tab_to(chat: Chat, target: Locator, key: str = "Tab") -> None:
    """Move focus by the keyboard alone until it stands on the target."""
    for _ in range(60):
        if target.evaluate("node => node.matches(':focus')"):
            return
        chat.page.keyboard.press(key)
    pytest.fail("the keyboard does not reach the target")


def whole_conversation(chat: Chat) -> None:
    for text in SAID:
        chat.say(text)
    chat.bot.failures.append(JSONResponse({"detail": "Tjenesten starter. Prøv igjen om litt."}, 503))
    chat.page.get_by_role("textbox").fill("Hei")
    chat.page.keyboard.press("Enter")
    chat.page.locator(".problem").wait_for()


def test_the_whole_job_can_be_done_by_keyboard_alone(chat: Chat) -> None:
    button = chat.page.get_by_role("button", name=SITUATION)
    tab_to(chat, button)
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("textbox")).to_be_focused()
    for title in ("En annen elev", "Ja"):
        choice = chat.page.get_by_role("button", name=title, exact=True).last
        choice.wait_for()
        tab_to(chat, choice, "Tab" if title == "Ja" else "Shift+Tab")
        chat.page.keyboard.press("Space")
    chat.page.locator(".decision").wait_for()
    # The pressed button keeps focus, so that Tab goes on to the new answer.
    expect(chat.page.locator("[data-chosen]").last).to_be_focused()
    summary = chat.page.locator(".decision summary")
    tab_to(chat, summary)
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_text("Alle som arbeider på skolen")).to_be_visible()
    tab_to(chat, chat.page.get_by_role("button", name="Lag utkast"))
    chat.page.keyboard.press("Enter")
    tab_to(chat, chat.page.get_by_role("link", name="Last ned utkastet"))
    with chat.page.expect_download():
        chat.page.keyboard.press("Enter")
    tab_to(chat, chat.page.get_by_role("textbox"))


def test_a_whole_decision_and_its_buttons_are_reached_by_keyboard_alone(chat: Chat) -> None:
    chat.say(YES)
    box = chat.page.get_by_role("textbox")
    expect(box).to_be_focused()
    for target in (
        chat.page.get_by_role("button", name="Hva ville endret dette?"),
        chat.page.get_by_role("button", name="Akutt fare"),
        chat.page.get_by_role("link", name="Se hele prosedyren som figur"),
        chat.page.get_by_text(f"Vis alle kildene ({SOURCE_COUNT})"),
        chat.page.get_by_role("link", name="Last ned årshjulet"),
    ):
        tab_to(chat, target, "Shift+Tab")
    tab_to(chat, chat.page.get_by_text(f"Vis alle kildene ({SOURCE_COUNT})"))
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.press("Tab")
    expect(chat.page.locator(".more .source > summary").first).to_be_focused()


def test_the_groups_of_buttons_have_names_that_are_read_aloud(chat: Chat) -> None:
    chat.say(STORY)
    chat.say(YES)
    groups = chat.page.locator("#log [role=group]")
    expect(groups).to_have_count(5)
    for group in groups.all():
        assert group.aria_snapshot().startswith('- group "')


def test_what_has_focus_is_never_hidden_behind_header_or_dock(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 360, "height": 740})
    whole_conversation(chat)
    for _ in range(40):
        chat.page.keyboard.press("Shift+Tab")
        hidden = chat.page.evaluate(
            """() => {
              const root = document.querySelector('hva-na').shadowRoot;
              const node = root.activeElement;
              if (!node) return false;
              const box = node.getBoundingClientRect();
              const middle = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
              const top = root.elementFromPoint(...middle);
              return !(top && (node.contains(top) || top.contains(node)));
            }"""
        )
        assert not hidden, chat.page.evaluate(
            "document.querySelector('hva-na').shadowRoot.activeElement.outerHTML"
        )


def test_the_log_is_polite_and_an_old_conversation_is_not_read_again(chat: Chat) -> None:
    log = chat.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    chat.say("Han puster ikke")
    expect(chat.page.get_by_role("alert")).to_have_count(1)
    chat.page.reload()
    expect(log).to_contain_text("Ring 113 nå.")
    expect(chat.page.get_by_role("alert")).to_have_count(0)
    expect(log).to_have_attribute("aria-live", "polite")


def test_a_new_message_is_added_and_the_old_ones_are_left_alone(chat: Chat) -> None:
    chat.say(SITUATION)
    chat.page.evaluate(
        """() => {
          window.added = [];
          const note = (changes) => changes.forEach((change) => window.added.push(...change.addedNodes));
          const log = document.querySelector('hva-na').shadowRoot.getElementById('log');
          new MutationObserver(note).observe(log, { childList: true, subtree: true });
        }"""
    )
    chat.press("En annen elev")
    expect(chat.page.get_by_text("Er det grovt, eller flere mot én?")).to_be_visible()
    added = chat.page.evaluate("window.added.map((node) => node.textContent)")
    assert len(added) == 2
    assert added[0] == "Du: En annen elev"


def test_the_page_says_its_language_and_every_control_its_name(chat: Chat) -> None:
    expect(chat.page.locator("html")).to_have_attribute("lang", "nb")
    whole_conversation(chat)
    for control in chat.page.locator("button, select, textarea, summary, a").all():
        name = control.evaluate("node => node.labels?.[0]?.textContent.trim() || node.textContent.trim()")
        assert name, control.evaluate("node => node.outerHTML")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_the_law_demands(chat: Chat, scheme: str) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    start = chat.page.evaluate(LOW_CONTRAST)
    whole_conversation(chat)
    found = chat.page.evaluate(LOW_CONTRAST)
    assert start["low"] + found["low"] == []
    assert found["seen"] > start["seen"] > 10


@pytest.mark.parametrize(
    ("width", "height"),
    [(360, 740), (1200, 800), (320, 640), pytest.param(320, 256, id="1280x1024 at 400 percent")],
)
def test_every_screen_shows_all_of_it_and_the_emergency_line(
    chat: Chat, tmp_path: Path, width: int, height: int
) -> None:
    chat.page.set_viewport_size({"width": width, "height": height})
    chat.page.screenshot(path=tmp_path / f"start-{width}.png")
    whole_conversation(chat)
    for place in ("top", "bottom"):
        chat.page.evaluate(SCROLL, place)
        expect(chat.page.get_by_text("Er det fare for liv eller helse?")).to_be_in_viewport(ratio=1)
        for number in ("113", "112", "110"):
            expect(chat.page.locator(f".emergency a[href='tel:{number}']")).to_be_in_viewport(ratio=1)
        chat.page.screenshot(path=tmp_path / f"{place}-{width}.png")
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(chat.page.get_by_text("Skriv aldri navn. Dette er veiledning; skolen avgjør.")).to_be_in_viewport()
