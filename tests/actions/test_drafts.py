"""The meldeskjema from the first message to the form: to whom it goes, what the law demands, and what stays blank."""

import json
from typing import Any

import pytest

from tests.actions.conftest import Chat


def context(chat: Chat) -> dict[str, Any]:
    """The words round the last draft, as they are stored."""
    *_, (_, _, content) = chat.drafts.kept.values()
    stored: dict[str, Any] = json.loads(content)["context"]
    return stored


def card(chat: Chat) -> dict[str, Any]:
    return next(dict(each.custom["draft"]) for each in chat.messages if "draft" in each.custom)


def make(chat: Chat, story: str, *found: tuple[str, str]) -> Chat:
    chat.say("melde_fra", story, *found)
    return chat.press("Lag meldeskjema")


def test_the_form_says_to_whom_how_fast_where_and_why(chat: Chat) -> None:
    chat.kommune = "steinkjer"
    make(chat, "En elev fryser ut en annen", ("krenker", "elev"), ("alvorlig", "ja"))
    form = context(chat)
    assert form["to"] == "Rektor, som melder videre til sektorleder skole"
    assert form["urgency"] == "Straks"
    assert "Elements" in form["deliver"]
    assert form["archive"] == "elevmappa i Elements"
    assert form["law"] == ["opplæringslova § 12-4"]
    assert any(each.startswith("Om saken er alvorlig") or each.endswith("Ja") for each in form["facts"])


def test_a_report_of_leadership_goes_past_rektor(chat: Chat) -> None:
    chat.kommune = "bakas"
    make(chat, "…", ("krenker", "ledelse"))
    form = context(chat)
    assert form["to"].startswith("UDA")
    assert "Portalen" not in form["deliver"]
    assert any("§ 12-5" in each for each in form["law"])
    assert form["title"].startswith("Melding til skoleeier")


def test_the_form_comes_at_once_with_the_story_and_what_is_missing(chat: Chat) -> None:
    make(chat, "En lærer lugget en elev", ("krenker", "ansatt"))
    made = card(chat)
    assert "Hva har du sett, hørt eller fått vite: En lærer lugget en elev" in made["filled"]
    assert made["missing"] == ["Elevens egne ord og opplevelse (opplæringslova § 10-2)"]
    assert chat.asks == "nar"


def test_names_are_blanks_to_fill_in(chat: Chat) -> None:
    make(chat, "…", ("krenker", "ansatt"))
    assert {"Elevens navn", "Den som melder (navn og stilling)"} <= set(card(chat)["blanks"])


@pytest.mark.parametrize(
    "story",
    [
        "{{ 7 * 7 }} {% for x in y %} {{ self.__class__ }}",
        "<w:p><w:r><w:t>xml</w:t></w:r></w:p> & </w:document>",
        "😀 émoji og «anførsel» – \u2028 linje",
        "x" * 10_000,
        "\u202eomvendt tekst",
        "{title} {0} %s {{title}}",
    ],
    ids=["jinja", "xml", "emoji", "long", "right-to-left", "format"],
)
def test_a_hostile_story_is_kept_and_told_as_it_was_written(chat: Chat, story: str) -> None:
    make(chat, story, ("krenker", "ansatt"))
    *_, (_, _, content) = chat.drafts.kept.values()
    assert json.loads(content)["values"]["hendelse"] == story
    filled = card(chat)["filled"][0].removeprefix("Hva har du sett, hørt eller fått vite: ")
    assert " ".join(story.split()).startswith(" ".join(filled.removesuffix(" …").split()))
    chat.say("svar", "endre hva har du sett: " + story)
    assert "49" not in chat.says
