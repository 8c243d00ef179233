"""What several kinds of card have in common: how the user was understood, a source, and a passage that may be cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.elements import Element, line, open_url, paragraphs, row, run

Reply = Mapping[str, Any]


def custom_of(reply: Reply) -> Mapping[str, Any]:
    """What a message carries beside its text."""
    custom: Mapping[str, Any] = reply.get("custom") or {}
    return custom


def understood(reply: Reply, context: CardContext) -> list[Element]:
    """How the user's own words were understood; nothing where that was not said."""
    words = custom_of(reply).get("understood")
    return [line(run(f"{context.words.labels['understood']}: {words}", isSubtle=True))] if words else []


def source_line(source: Mapping[str, Any], context: CardContext) -> str:
    """Section – kind of source: guide, owner, date, page."""
    guide = source.get("title") or source["guide"]
    kind = source.get("kind") or ""
    # «Veileder for …» needn't be called «Veileder:» as well.
    named = guide if not kind or guide.lower().startswith(kind.lower()) else f"{kind}: {guide}"
    page = f"{context.texts.labels['page']} {source['page']}" if source.get("page") else ""
    place = ", ".join(each for each in (named, source.get("owner"), source.get("date"), page) if each)
    return f"{source['section']} – {place}"


def passage(source: Mapping[str, Any], room: int) -> list[Element]:
    """The source's own words, cut at `room` characters; nothing where it has none."""
    text = source.get("text") or ""
    return paragraphs(cut(text, room), source.get("marked") or "") if text and room else []


def cut(text: str, room: int) -> str:
    """The text, ended at a word and with «…» where it is longer than there is room for."""
    return text if len(text) <= room else f"{text[:room].rsplit(maxsplit=1)[0]} …"


def told_as_cut(sources: Sequence[Mapping[str, Any]], room: int, context: CardContext) -> list[Element]:
    """That not all words of the sources are here, and where they are; nothing where none is cut."""
    if all(len(source.get("text") or "") <= room for source in sources):
        return []
    button = open_url(context.words.buttons["website"], context.link("/"))
    return [line(run(context.words.labels["cut"], isSubtle=True)), *row(button)]
