"""What becomes of a question's card once it is answered: the same question with the answer, and nothing to press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import Element, card, line, run, unescaped
from bot.channels.teams.cards.question import QUESTION


def answered_card(drawn: Element, title: str, context: CardContext) -> Element | None:
    """The card with the answer `title`, to put in the question's place.

    None for a card that asks nothing: a decision keeps its buttons, so that «Akutt fare» can always be pressed.
    """
    if not any(each.get("id") == QUESTION for each in drawn["body"]):
        return None
    kept = [each for each in drawn["body"] if _is_text(each)]
    answer = line(f"{context.words.labels['answered']}: ", run(title, weight="Bolder"))
    return card([*kept, answer])


def title_of(drawn: Element, payload: str) -> str | None:
    """What the button or the choice with that payload is called; None where the card doesn't offer it."""
    return next((title for title, offered in _offers(drawn["body"]) if offered == payload), None)


def _is_text(element: Element) -> bool:
    return element["type"] in ("TextBlock", "RichTextBlock")


def _offers(body: list[Element]) -> Iterator[tuple[str, Any]]:
    for element in body:
        for action in element.get("actions", []):
            yield action["title"], action.get("data", {}).get("payload")
        for choice in element.get("choices", []):
            yield unescaped(choice["title"]), choice["value"]
