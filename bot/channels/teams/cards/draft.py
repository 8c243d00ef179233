"""The card of a draft: whether it is complete, what the law still misses, and the ways to the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.channels.teams.cards.choices import text_choices
from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import (
    Element,
    container,
    heading,
    line,
    open_url,
    paragraphs,
    row,
    run,
    titled,
)
from bot.channels.teams.cards.parts import Reply, custom_of, cut

# «Til: Rektor»: to whom, how fast and where it is handed in stand first in the message.
_HEAD_LINE = re.compile(r"[^–:]+: \S")
_CHANGE = "«endre "

Draft = Mapping[str, Any]


def draft_body(reply: Reply, context: CardContext, room: int) -> list[Element]:
    """The draft as it stands; `room` is how many characters of each answer there is place for."""
    draft, labels = custom_of(reply)["draft"], context.words.labels
    lines = str(reply["text"]).split("\n")
    return [
        heading(draft["title"], "Large"),
        _state(draft, context),
        *titled(labels["missing"], draft["missing"]),
        *row(_ways_in(draft, context)),
        *(line(each, spacing="Small") for each in head_lines(lines)),
        *titled(labels["filled"], [cut(each, room) for each in draft["filled"]]),
        *titled(labels["blanks"], draft["blanks"]),
        *(line(run(each, isSubtle=True)) for each in lines[-1:] if _is_hint(each)),
        *text_choices(reply.get("buttons", []), context),
    ]


def page_body(reply: Reply, context: CardContext) -> list[Element]:
    """A message that leads to a page of ours, its address as a button."""
    page = custom_of(reply)["page"]
    text = str(reply["text"]).replace(page["url"], "").strip(" :")
    return [
        *paragraphs(text),
        *row(open_url(page["title"], context.link(page["url"]))),
        *text_choices(reply.get("buttons", []), context),
    ]


def draft_links(draft: Draft, context: CardContext) -> dict[str, str | None]:
    """The ways to the document, each with its address: on the screen, as Word and as PDF where that is made."""
    words, url = context.words.buttons, str(draft["url"])
    path, _, query = url.partition("?")
    pdf = {words["pdf"]: context.link(f"{path}/pdf?{query}")} if context.has_pdf else {}
    return {words["page"]: context.link(draft["page"]), words["word"]: context.link(url), **pdf}


def head_lines(lines: list[str]) -> list[str]:
    """To whom a draft goes, how fast and how: the lines after the first, as long as each is «what: value»."""
    end = next((at for at, each in enumerate(lines[1:]) if not _HEAD_LINE.match(each)), len(lines) - 1)
    return lines[1 : end + 1]


def _ways_in(draft: Draft, context: CardContext) -> list[Element]:
    return [each for title, url in draft_links(draft, context).items() for each in open_url(title, url)]


def _state(draft: Draft, context: CardContext) -> Element:
    state = "complete" if draft["complete"] else "incomplete"
    said = line(run(context.words.labels[state], weight="Bolder"))
    return container([said], style=context.words.look[state])


def _is_hint(text: str) -> bool:
    """How something can be changed, which the message may end with."""
    return _CHANGE in text and not text.startswith("–")
