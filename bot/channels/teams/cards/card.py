"""Make the card of a message, small enough for Teams."""

from __future__ import annotations

from bot.channels.teams.cards.answer import answer_body
from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.decision import decision_body
from bot.channels.teams.cards.draft import draft_body, page_body
from bot.channels.teams.cards.elements import Element, card, container, heading, line, size_of
from bot.channels.teams.cards.parts import Reply, custom_of
from bot.channels.teams.cards.question import question_body, text_body


def card_of(reply: Reply, context: CardContext) -> Element | None:
    """The card of a message in Rasa's format, or None where its plain text says all there is.

    Sources and answers are cut, and said to be, until it fits; None also where it still does not.
    """
    for room in context.words.limits.passage_chars:
        body = _body(reply, context, room)
        if body is None:
            return None
        drawn = card(body)
        if size_of(drawn) <= context.words.limits.bytes:
            return drawn
    return None


def _body(reply: Reply, context: CardContext, room: int) -> list[Element] | None:
    body: list[Element] | None
    match custom_of(reply):
        case {"acute": True}:
            body = _acute(reply, context)
        case {"question": _}:
            body = question_body(reply, context)
        case {"decision": _}:
            body = decision_body(reply, context, room)
        case {"answer": _}:
            body = answer_body(reply, context, room)
        case {"draft": _}:
            body = draft_body(reply, context, room)
        case {"page": _}:
            body = page_body(reply, context)
        case _:
            body = text_body(reply, context) if reply.get("buttons") else None
    return body


def _acute(reply: Reply, context: CardContext) -> list[Element]:
    """What comes first when there is danger: the emergency numbers, in red."""
    asked, *lines = str(reply["text"]).split("\n")
    said = [line(each) for each in lines if each]
    return [container([heading(asked, "Large"), *said], style=context.words.look["acute"], bleed=True)]
