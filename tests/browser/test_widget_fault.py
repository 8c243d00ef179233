"""«Meld feil»: a teacher says what is wrong with an answer, and nothing of it is lost or sent unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from absence_script import SOURCE_COUNT, STORY, YES
from conftest import Chat
from fastapi.responses import JSONResponse
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ABSTAINED = "Hva koster melka?"
THANKS = "Takk. Nå er feilen meldt."


def open_form(chat: Chat) -> Locator:
    chat.press("Meld feil")
    form = chat.page.locator("form.fault")
    expect(form).to_be_visible()
    return form


def send(form: Locator) -> None:
    form.get_by_role("button", name="Send", exact=True).click()


def test_a_decision_is_reported_by_its_ids_and_sources_without_anyones_words(chat: Chat) -> None:
    chat.page.select_option("#kommune", "steinkjer")
    chat.say(STORY)
    chat.press("Ja")
    form = open_form(chat)
    expect(form.get_by_role("checkbox")).to_have_count(0)
    form.get_by_label("Det er utdatert").check()
    form.get_by_role("textbox").fill("  Loven er endret.  ")
    send(form)
    expect(chat.page.locator(".tools [role=status]")).to_have_text(THANKS)
    expect(form).to_have_count(0)
    expect(chat.page.get_by_role("button", name="Meld feil")).to_be_focused()
    [told] = chat.bot.faults
    assert told == {
        "sender": chat.bot.received[0]["sender"],
        "cause": "outdated",
        "comment": "Loven er endret.",
        "kommune": "steinkjer",
        "about": {
            "route": "fravaer",
            "procedure": "fravaer",
            "outcome": "ring_hjem",
            "sources": [
                {"guide": "veileder", "section": f"Del {number}"} for number in range(1, SOURCE_COUNT + 1)
            ],
        },
    }


@pytest.mark.parametrize(
    ("question", "cited"), [(ABSTAINED, 2), ("Hva er skjerpet plikt?", 3)], ids=["abstention", "answer"]
)
def test_the_question_goes_along_only_where_the_teacher_says_so(
    chat: Chat, question: str, cited: int
) -> None:
    chat.say(question)
    form = open_form(chat)
    expect(form.get_by_role("checkbox")).not_to_be_checked()
    form.get_by_label("Noe viktig mangler").check()
    send(form)
    expect(form).to_have_count(0)
    form = open_form(chat)
    form.get_by_label("Noe viktig mangler").check()
    form.get_by_label(f"Send med spørsmålet mitt: «{question}»").check()
    send(form)
    expect(form).to_have_count(0)
    first, second = chat.bot.faults
    assert "question" not in first
    assert second == {**first, "question": question}
    assert len(first["about"]["sources"]) == cited


def test_a_report_that_fails_keeps_what_was_written(chat: Chat) -> None:
    chat.say(ABSTAINED)
    form = open_form(chat)
    form.get_by_role("textbox").fill("Prisen står i meldeskjemaet")
    send(form)
    expect(form.get_by_role("alert")).to_have_text("Velg hva som er galt, så kan jeg sende det.")
    expect(form.get_by_role("radio").first).to_be_focused()
    form.get_by_label("Det er feil", exact=True).check()
    chat.bot.failures.append(JSONResponse({"detail": "Jeg fikk ikke lagret feilen."}, 503))
    send(form)
    expect(form.get_by_role("alert")).to_contain_text(
        "Det du skrev, står her ennå. Jeg fikk ikke lagret feilen."
    )
    expect(form.get_by_role("textbox")).to_have_value("Prisen står i meldeskjemaet")
    assert chat.bot.faults == []
    send(form)
    expect(chat.page.get_by_text(THANKS)).to_be_visible()
    assert [told["cause"] for told in chat.bot.faults] == ["wrong"]


def test_it_is_done_and_left_by_keyboard_alone(chat: Chat) -> None:
    chat.page.goto(f"{chat.bot.url}?visning=knapp")
    chat.page.get_by_role("button", name="Hva nå?", exact=True).click()
    chat.say(ABSTAINED)
    button = chat.page.get_by_role("button", name="Meld feil")
    keys = chat.page.keyboard
    button.focus()
    keys.press("Enter")
    radios = chat.page.locator("form.fault").get_by_role("radio")
    expect(radios.first).to_be_focused()
    keys.press("Escape")
    expect(radios).to_have_count(0)
    expect(button).to_be_focused()
    expect(chat.page.get_by_role("dialog", name="Hva nå?")).to_be_visible()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Tab"):
        keys.press(key)
    keys.type("Gammelt")
    for key in ("Tab", "Space", "Tab", "Enter"):
        keys.press(key)
    expect(chat.page.get_by_text(THANKS)).to_be_visible()
    expect(button).to_be_focused()
    [told] = chat.bot.faults
    assert (told["cause"], told["comment"], told["question"]) == ("outdated", "Gammelt", ABSTAINED)


def test_a_question_of_the_bots_own_cannot_be_reported(chat: Chat) -> None:
    chat.say(STORY)
    expect(chat.page.get_by_role("button", name="Meld feil")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1200, "dark")])
def test_axe_finds_nothing_wrong_with_the_form(
    chat: Chat, complaints_of_axe: Callable[..., str], width: int, scheme: str
) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    chat.page.set_viewport_size({"width": width, "height": 740})
    for text in (YES, ABSTAINED):
        chat.say(text)
    for place in (0, 1):
        chat.page.get_by_role("button", name="Meld feil").nth(place).click()
        send(chat.page.locator("form.fault").nth(place))
    expect(chat.page.get_by_role("alert")).to_have_count(2)
    assert complaints_of_axe(chat.page) == ""
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width
