"""The card of a decision: how fast, whom to tell, what to do, and where it stands written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.channels.teams.cards.choices import decision_choices
from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import (
    Element,
    container,
    heading,
    hidden,
    line,
    open_url,
    row,
    run,
    titled,
    toggle,
)
from bot.channels.teams.cards.parts import Reply, custom_of, passage, source_line, told_as_cut, understood

_WHY, _SOURCES = "why", "sources"

Decision = Mapping[str, Any]


def decision_body(reply: Reply, context: CardContext, room: int) -> list[Element]:
    """The decision; `room` is how many characters of each source's words there is place for."""
    decision = custom_of(reply)["decision"]
    labels = context.texts.labels
    drafts = [context.texts.drafts[each] for each in decision["drafts"]]
    return [
        *understood(reply, context),
        _head(decision, context),
        *titled(context.words.labels["recipients"], [", ".join(_recipients(decision, context))]),
        *_steps(decision),
        *titled(labels["document"], decision["document"]),
        *titled(labels["drafts"], [", ".join(drafts)]),
        *titled(labels["note"], decision["notes"]),
        *titled(labels["legal_basis"], [", ".join(decision["legal_basis"])]),
        *_sources(decision, context),
        *_ways_in(decision, context),
        hidden(_WHY, _why(decision, context)),
        hidden(_SOURCES, _passages(decision, context, room)),
        *decision_choices(reply.get("buttons", []), context),
        line(run(context.texts.disclaimer, isSubtle=True)),
    ]


def _head(decision: Decision, context: CardContext) -> Element:
    urgency = context.texts.urgency[decision["urgency"]]
    chip = [line(run(urgency, weight="Bolder"))] if urgency else []
    title = heading(decision["title"], "Large")
    return container([*chip, title], style=context.words.look[decision["urgency"]], bleed=True)


def _recipients(decision: Decision, context: CardContext) -> list[str]:
    return [context.texts.recipients.get(each, each) for each in decision["recipients"]]


def _steps(decision: Decision) -> list[Element]:
    """Each step in two lines: who and when, and what."""
    steps = []
    for number, step in enumerate(decision["steps"], start=1):
        when = [run(f" – {step['when']}", isSubtle=True)] if step["when"] else []
        steps += [
            line(run(f"{number}. {step['who']}", weight="Bolder"), *when),
            line(step["what"], spacing="None"),
        ]
    return steps


def _sources(decision: Decision, context: CardContext) -> list[Element]:
    """The first sources by name; all of them stand with their words behind the button."""
    sources = decision["sources"][: context.words.limits.sources]
    return titled(context.texts.labels["sources"], [source_line(each, context) for each in sources])


def _ways_in(decision: Decision, context: CardContext) -> list[Element]:
    """The buttons that show why, the sources' words, the whole procedure and the calendar."""
    words = context.words.buttons
    place = urlencode({"kommune": decision["receipt"]["kommune"]})
    return row(
        [
            toggle(words["why"], _WHY),
            toggle(words["sources"].format(count=len(decision["sources"])), _SOURCES),
            *open_url(words["procedure"], context.link(f"/prosedyrer/{decision['procedure']}?{place}")),
            *open_url(words["calendar"], context.link(decision.get("calendar", ""))),
        ]
    )


def _why(decision: Decision, context: CardContext) -> list[Element]:
    row_of, label = decision["row"], context.words.labels["row"]
    return [
        line(f"{context.words.labels['rests_on']}: {row_of['label']}."),
        line(
            run(label.format(row=row_of["id"], version=decision["version"]), isSubtle=True), spacing="Small"
        ),
    ]


def _passages(decision: Decision, context: CardContext, room: int) -> list[Element]:
    sources = decision["sources"]
    drawn = [
        [line(run(source_line(each, context), weight="Bolder")), *passage(each, room)] for each in sources
    ]
    return [*(element for source in drawn for element in source), *told_as_cut(sources, room, context)]
