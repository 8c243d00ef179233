"""The card of an answer from the guides: the passage with the sentence that answers set apart, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.teams.cards.choices import text_choices
from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import (
    Element,
    container,
    heading,
    hidden,
    line,
    paragraphs,
    row,
    run,
    titled,
    toggle,
)
from bot.channels.teams.cards.parts import Reply, custom_of, passage, source_line, told_as_cut, understood

Passage = Mapping[str, Any]


def answer_body(reply: Reply, context: CardContext, room: int) -> list[Element]:
    """The best passage whole and the next ones folded; the nearest ones alone where none answers."""
    answer = custom_of(reply)["answer"]
    passages = answer.get("passages", [])
    buttons = text_choices(reply.get("buttons", []), context)
    if answer.get("abstained") or answer.get("clarify") or not passages:
        nearest = passages if answer.get("abstained") else []
        return [
            *paragraphs(str(reply["text"])),
            *_folded(nearest, context.words.labels["nearest"], context, room),
            *buttons,
        ]
    best, *others = passages
    return [
        *understood(reply, context),
        *_best(best, context),
        *_folded(others, context.words.labels["more"], context, room),
        *told_as_cut(others, room, context),
        *buttons,
    ]


def _best(best: Passage, context: CardContext) -> list[Element]:
    quoted = container(passage(best, len(best["text"])), style="emphasis")
    return [
        quoted,
        line(run(source_line(best, context), isSubtle=True)),
        *titled(context.texts.labels["note"], best.get("notes", [])),
    ]


def _folded(passages: list[Passage], title: str, context: CardContext, room: int) -> list[Element]:
    """Each passage by where it stands, its words behind a button."""
    elements: list[Element] = [heading(title, "Default")] if passages else []
    for number, each in enumerate(passages, start=1):
        name = f"passage{number}"
        elements.append(line(source_line(each, context)))
        if words := passage(each, room):
            notes = [line(run(note, isSubtle=True)) for note in each.get("notes", [])]
            elements += [
                *row([toggle(context.words.buttons["passage"], name)]),
                hidden(name, [*words, *notes]),
            ]
    return elements
