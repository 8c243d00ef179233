"""The card of a question: what is asked, why, and what can be answered with a press."""

from __future__ import annotations

from bot.channels.teams.cards.choices import question_choices, text_choices
from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import Element, heading, hidden, line, paragraphs, row, run, toggle
from bot.channels.teams.cards.parts import Reply, custom_of, understood

QUESTION = "question"
"""The id of the element that asks; a card without it is no question and is never closed."""
_WHY = "why"


def question_body(reply: Reply, context: CardContext) -> list[Element]:
    """The question with its answers; those of a question of a draft may be none but the ways past it."""
    question = custom_of(reply)["question"]
    asked, *more = str(reply["text"]).split("\n")
    buttons = reply.get("buttons", [])
    return [
        *understood(reply, context),
        heading(asked, id=QUESTION),
        *(line(run(each, isSubtle=True), spacing="Small") for each in more if each),
        *question_choices(buttons, len(question["options"]), context),
        *_why(question.get("why") or "", context),
    ]


def text_body(reply: Reply, context: CardContext) -> list[Element]:
    """A message in words with something to press."""
    return [
        *understood(reply, context),
        *paragraphs(str(reply["text"])),
        *text_choices(reply.get("buttons", []), context),
    ]


def _why(why: str, context: CardContext) -> list[Element]:
    if not why:
        return []
    said = why[0].upper() + why[1:]
    return [*row([toggle(context.words.buttons["why_asked"], _WHY)]), hidden(_WHY, [line(said)])]
