"""What a card offers to press: as many buttons as Teams shows, and the rest to choose from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import Element, escaped, heading, plain, row, submit

CHOICE = "choice"
"""Where a submitted value holds the payload that was chosen from a list; a button's own stands in `payload`."""

_INTENT = re.compile(r"/([a-z_]+)\{")
_GRAVE = "velg"

Button = Mapping[str, Any]


@dataclass(frozen=True)
class Offers:
    """A decision's buttons by what they are for."""

    grave: Sequence[Button]
    next: Sequence[Button]
    asides: Sequence[Button]


def question_choices(buttons: Sequence[Button], options: int, context: CardContext) -> list[Element]:
    """The question's own answers first (`options` of them), then the ways back."""
    answers, asides = buttons[:options], buttons[options:]
    if _fit(answers, context):
        return _shown(buttons, context)
    listed = _listed(answers, context, context.words.labels["answers"], context.words.buttons["answer"])
    return [*listed, *_shown(asides, context)]


def text_choices(buttons: Sequence[Button], context: CardContext) -> list[Element]:
    """The buttons of a message without a question of its own."""
    return question_choices(buttons, len(buttons), context)


def decision_choices(buttons: Sequence[Button], context: CardContext) -> list[Element]:
    """The grave facts, always seen; what may come next as far as there is room; the rest in a list."""
    offers = offers_of(buttons, context)
    labels = context.words.labels
    room = max(0, context.words.limits.buttons - len(offers.grave))
    rest = [*offers.next[room:], *offers.asides]
    grave = row([submit(each, style="destructive") for each in offers.grave])
    following = row([submit(each) for each in offers.next[:room]])
    return [
        *([heading(labels["grave"], "Default"), *grave] if grave else []),
        *([heading(labels["next"], "Default"), *following] if following else []),
        *_listed(rest, context, labels["more_choices"], context.words.buttons["choose"]),
    ]


def offers_of(buttons: Sequence[Button], context: CardContext) -> Offers:
    """Tell a decision's buttons apart by what they send."""
    intents = [(each, _intent(each)) for each in buttons]
    asides = context.words.asides
    return Offers(
        grave=[each for each, intent in intents if intent == _GRAVE],
        next=[each for each, intent in intents if intent != _GRAVE and intent not in asides],
        asides=[each for each, intent in intents if intent in asides],
    )


def _shown(buttons: Sequence[Button], context: CardContext) -> list[Element]:
    """The first as buttons and the rest in a list; one that would stand alone in a list has a row of its own."""
    room = context.words.limits.buttons
    first, rest = buttons[:room], buttons[room:]
    if len(rest) == 1:
        return [*row([submit(each) for each in first]), *row([submit(rest[0])])]
    more, choose = context.words.labels["more_choices"], context.words.buttons["choose"]
    return [*row([submit(each) for each in first]), *_listed(rest, context, more, choose)]


def _listed(buttons: Sequence[Button], context: CardContext, label: str, press: str) -> list[Element]:
    """A list to choose from and the one button that sends the choice.

    It is not required: a client that knows no `associatedInputs` would then hold back the card's other buttons.
    """
    if not buttons:
        return []
    is_long = any(len(each["title"]) > context.words.limits.button_chars for each in buttons)
    shown = escaped if is_long else plain  # only a list that lies open reads Markdown
    choices = [{"title": shown(each["title"]), "value": each["payload"]} for each in buttons]
    field = {
        "type": "Input.ChoiceSet",
        "id": CHOICE,
        "label": label,
        "style": "expanded" if is_long else "compact",
        "placeholder": context.words.labels["placeholder"],
        "wrap": True,
        "choices": choices,
    }
    return [field, *row([{"type": "Action.Submit", "title": press, "data": {}}])]


def _fit(buttons: Sequence[Button], context: CardContext) -> bool:
    """Whether answers are few and short enough to be buttons; a phone cuts a long one, and then two may look alike."""
    limits = context.words.limits
    is_long = any(len(each["title"]) > limits.button_chars for each in buttons)
    return len(buttons) <= limits.buttons and (not is_long or len(buttons) == 1)


def _intent(button: Button) -> str:
    found = _INTENT.match(button["payload"])
    return found[1] if found else ""
