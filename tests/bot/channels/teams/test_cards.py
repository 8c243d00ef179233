"""Every kind of reply becomes a card that Teams can show, with all that the reply offers."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from markdown_it import MarkdownIt

from actions.case import Case
from actions.drafting.content import load_drafting
from actions.present import DecisionPresenter
from actions.texts import load_texts
from bot.channels.teams.cards import card_of, title_of
from bot.channels.teams.cards.elements import size_of
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook
from tests.knowledge.procedures.proofs import told_apart
from tests.support import adaptive_cards as cards

CONTEXT = cards.context()
REPLIES = cards.replies()
SHOWN = {name: reply for name, reply in REPLIES.items() if card_of(reply, CONTEXT)}
READ = {
    "text",
    "title",
    "section",
    "owner",
    "who",
    "what",
    "when",
    "why",
    "label",
    "understood",
    "notes",
    "filled",
}
MARKDOWN = MarkdownIt("commonmark")
EVIL = "**f** _s_ [l](http://o.no) <http://o.no> `k` {{DATE(2020-01-01T00:00:00Z)}} # h"


def drawn(name: str) -> dict[str, Any]:
    card = card_of(REPLIES[name], CONTEXT)
    assert card is not None
    return card


@pytest.mark.parametrize("name", SHOWN)
def test_a_card_is_valid_and_small_enough(name: str) -> None:
    assert cards.problems(drawn(name)) == []


@pytest.mark.parametrize("name", SHOWN)
def test_all_that_a_reply_offers_can_be_pressed_under_its_own_name(name: str) -> None:
    for button in REPLIES[name].get("buttons", []):
        assert title_of(drawn(name), button["payload"]) == button["title"]
    assert title_of(drawn(name), "/noe{}~annet") is None


def test_every_kind_of_reply_is_drawn_and_the_rest_are_plain_words() -> None:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for name in SHOWN:
        by_kind[name.split("/")[0]].append(len(json.dumps(drawn(name))))
    for kind, sizes in by_kind.items():
        print(f"{kind}: {len(sizes)} kort, største {max(sizes)} byte")
    plain = {name for name, reply in REPLIES.items() if name not in SHOWN and reply.get("buttons")}
    assert not plain
    assert len(SHOWN) > 100
    assert set(by_kind) == {"acute", "answers", "decisions", "drafts", "questions", "texts"}


def test_every_decision_of_every_kommune_fits(rulebook: Rulebook) -> None:
    texts, forms = load_texts(cards.DATA / "texts.yml"), load_drafting(cards.DATA).forms
    presenter = DecisionPresenter(rulebook, texts, {kind: form.button for kind, form in forms.items()})
    made = []
    for kommune, decision in distinct_decisions(rulebook):
        case = Case("a1b2c3d4", decision.procedure, decision.facts, is_decided=True)
        message = presenter.message(decision, case, kommune, decision.procedure, None)
        signed = [{"title": each.title, "payload": f"{each.payload}~{'x' * 16}"} for each in message.buttons]
        card = card_of({"text": message.text, "buttons": signed, "custom": message.custom}, CONTEXT)
        assert card is not None, (kommune, decision.row.id)
        made.append(card)
    largest = max(made, key=size_of)
    print(f"{len(made)} avgjørelser, største {size_of(largest)} byte")
    assert cards.problems(largest) == []


def distinct_decisions(rulebook: Rulebook) -> Iterator[tuple[str, Decision]]:
    """Each decision that looks different from the others of its kommune."""
    for place in rulebook.municipalities.all():
        shown = set()
        for procedure in rulebook.procedures(place.id):
            for facts in told_apart(procedure):
                decision = rulebook.decide_now(procedure.id, facts, place.id)
                looks = (procedure.id, decision.row.id, decision.steps, decision.sources)
                if looks not in shown:
                    shown.add(looks)
                    yield place.id, decision


@pytest.mark.parametrize("name", SHOWN)
def test_nothing_that_was_written_turns_into_a_link_or_formatting(name: str) -> None:
    card = card_of(spoilt(REPLIES[name]), CONTEXT)
    assert card is not None
    for element in cards.elements(card):
        read_as_markdown = [element["text"]] if element["type"] == "TextBlock" else []
        if element.get("style") == "expanded":
            read_as_markdown += [choice["title"] for choice in element["choices"]]
        for text in read_as_markdown:
            assert is_read_letter_by_letter(text), text
    assert "{{" not in "".join(cards.texts(card))
    assert all(url.startswith(CONTEXT.public_url) for url in cards.urls(card).values())
    assert EVIL.replace("{{", "{ {") in re.sub(r"\\(.)", r"\1", "".join(cards.texts(card)))


def spoilt(value: Any, key: str = "") -> Any:
    """The reply with Markdown in everything that is read; ids and addresses stay."""
    if isinstance(value, dict):
        return {name: spoilt(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [spoilt(each, key) for each in value]
    return f"{value} {EVIL}" if isinstance(value, str) and key in READ else value


def is_read_letter_by_letter(text: str) -> bool:
    tokens = [inner for token in MARKDOWN.parse(text) for inner in token.children or [token]]
    return {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "text", "softbreak"}
