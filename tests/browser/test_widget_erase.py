"""«Slett alt»: asked twice, done at the server first, and only then here; «Start på nytt» is something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from absence_script import STORY
from conftest import Chat
from draft_script import MAKE
from fastapi.responses import JSONResponse
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WISH = "slett dataene mine"
CONFIRM = "Ja, slett alt"
KEPT = "() => JSON.stringify([sessionStorage, localStorage])"


def senders(chat: Chat) -> list[str]:
    return [body["sender"] for body in chat.bot.received]


def test_all_is_deleted_at_the_server_and_then_in_the_browser(chat: Chat) -> None:
    chat.page.select_option("#kommune", "steinkjer")
    chat.say(STORY)
    chat.say(MAKE)
    chat.page.get_by_role("textbox").fill("Ikke sendt ennå")
    chat.press("Slett alt")
    confirm = chat.page.get_by_role("group", name="Vil du slette alt?")
    expect(confirm).to_contain_text("både her i nettleseren og hos oss")
    assert chat.sent == [STORY, MAKE]
    chat.press(CONFIRM)
    expect(chat.page.get_by_role("status").filter(has_text="Nå er alt slettet.")).to_be_visible()
    expect(confirm).to_have_count(0)
    expect(chat.page.locator("#log > *")).to_have_count(0)
    expect(chat.page.get_by_role("textbox")).to_have_value("")
    expect(chat.page.get_by_role("textbox")).to_be_focused()
    expect(chat.page.locator(".bar")).to_be_hidden()
    assert chat.sent == [STORY, MAKE, WISH]
    kept = chat.page.evaluate(KEPT)
    assert senders(chat)[0] not in kept
    assert STORY not in kept
    chat.page.reload()
    expect(chat.page.locator("#kommune")).to_have_value("steinkjer")
    chat.say("Hei")
    first, *_, last = senders(chat)
    assert senders(chat).count(first) == 3
    assert last != first


def test_nothing_is_cleared_where_the_server_did_not_delete(chat: Chat) -> None:
    chat.say(STORY)
    chat.press("Slett alt")
    chat.bot.failures.append(
        JSONResponse(
            [{"text": "Jeg fikk ikke slettet alt.", "custom": {"route": "control", "deleted": False}}]
        )
    )
    chat.press(CONFIRM)
    status = chat.page.locator(".erase [role=status]")
    expect(status).to_have_text("Her i nettleseren er ingenting slettet. Jeg fikk ikke slettet alt.")
    expect(chat.page.locator(".bubble")).to_have_text([f"Du: {STORY}"])
    chat.bot.failures.append(JSONResponse({"detail": "Tjenesten starter."}, 503))
    chat.press(CONFIRM)
    expect(status).to_contain_text("Tjenesten starter.")
    chat.page.reload()
    expect(chat.page.locator(".bubble")).to_have_text([f"Du: {STORY}"])
    chat.say("Hei")
    assert len(set(senders(chat))) == 1


def test_the_conversations_before_start_pa_nytt_are_deleted_too(chat: Chat) -> None:
    chat.say(STORY)
    chat.press("Start på nytt")
    chat.say("Hei")
    chat.press("Slett alt")
    chat.press(CONFIRM)
    expect(chat.page.get_by_text("Nå er alt slettet.")).to_be_visible()
    first, second, *erased = senders(chat)
    assert first != second
    assert erased == [first, second]


def test_it_can_be_left_and_start_pa_nytt_can_still_be_undone(chat: Chat) -> None:
    chat.say(STORY)
    ask = chat.page.get_by_role("button", name="Slett alt", exact=True)
    ask.press("Enter")
    expect(chat.page.get_by_text("De kan ikke hentes tilbake.")).to_be_focused()
    chat.page.keyboard.press("Tab")
    expect(chat.page.get_by_role("button", name=CONFIRM)).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("button", name=CONFIRM)).to_have_count(0)
    expect(ask).to_be_focused()
    ask.press("Enter")
    chat.press("Avbryt")
    expect(ask).to_be_focused()
    chat.press("Start på nytt")
    chat.press("Angre")
    expect(chat.page.locator(".bubble")).to_have_text([f"Du: {STORY}"])
    assert chat.sent == [STORY]


def test_axe_finds_nothing_wrong_with_the_question(chat: Chat, complaints_of_axe: Callable[..., str]) -> None:
    chat.page.set_viewport_size({"width": 320, "height": 640})
    chat.say(STORY)
    chat.press("Slett alt")
    assert complaints_of_axe(chat.page) == ""
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= 320
