"""A draft asked for by its name is made at once, in a case that is open where it fits; a story is never taken for a wish."""

from collections.abc import Callable

import pytest

from actions.drafting.content import load_drafting
from actions.drafting.wishes import Wishes
from tests.actions.conftest import DATA, Chat

WISHES = Wishes(load_drafting(DATA))


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("lag en innkalling til kartleggingssamtale", "innkalling"),
        ("Kan du lage et referat?", "referat"),
        ("jeg trenger en ukeplan", "ukeplan"),
        ("hjelp meg med henvisning til ppt", "henvisning_ppt"),
        ("skriv møtereferat", "referat"),
        ("lag ein vekeplan", "ukeplan"),
        ("lag plan for nærvær", "fravaersplan"),
        ("lag samtaleguide", "samtaleguide"),
        ("lag evaluering av tiltakene", "evaluering"),
    ],
)
def test_a_draft_is_known_by_its_name(text: str, wished: str) -> None:
    assert WISHES.kind(text) == wished


@pytest.mark.parametrize(
    "text",
    [
        "hva skal stå i innkallingen?",
        "en elev har laget et referat av mobbingen",
        "innkalling",
        "vi har laget ukeplan, men eleven kommer ikke likevel og er redd for de andre",
        "lag meldeskjema",  # goes by way of the report, which says to whom
        "lag bråk",
    ],
)
def test_nothing_else_is_taken_for_a_wish(text: str) -> None:
    assert WISHES.kind(text) is None


def wish(chat: Chat, kind: str) -> Chat:
    return chat.say("utkast", "/utkast{}", ("handling", "lag"), ("verdi", kind))


@pytest.mark.parametrize(
    "wished", [kind for kind, form in load_drafting(DATA).forms.items() if form.asked_for]
)
def test_every_kind_with_a_name_is_made_at_once_in_every_kommune(
    new_chat: Callable[..., Chat], wished: str
) -> None:
    for kommune in ("nasjonal", "steinkjer", "bakas", "sondre_land", "raelingen"):
        chat = wish(new_chat(kommune=kommune), wished)
        assert chat.messages[0].custom["draft"]["kind"] == wished
        assert chat.asks is not None


def test_an_open_report_is_decided_before_anything_else(chat: Chat) -> None:
    chat.say("melde_fra", "en elev blir fryst ut")
    wish(chat, "referat")
    assert chat.asks == "krenker"
    assert chat.drafts.kept == {}


def test_the_open_case_makes_the_draft_where_it_fits(chat: Chat) -> None:
    facts = [("melding", "ja"), ("kontakt", "ja"), ("bekymringsfullt", "ja"), ("kartlagt", "nei")]
    chat.say("fravaer", "eleven er mye borte", *facts)
    assert chat.decides == "kartleggingssamtale"
    case = chat.case
    wish(chat, "innkalling")
    assert chat.case is not None
    assert case is not None
    assert chat.case.id == case.id
    assert chat.messages[0].custom["draft"]["kind"] == "innkalling"
