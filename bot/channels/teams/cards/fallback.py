"""The same as a card in plain words, for notifications and for clients that show no cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.teams.cards.context import CardContext
from bot.channels.teams.cards.draft import draft_links
from bot.channels.teams.cards.parts import Reply, custom_of, source_line, understood


def fallback_of(reply: Reply, context: CardContext) -> str:
    """All that matters of a message, with its choices numbered; they are answered in words."""
    custom = custom_of(reply)
    links = draft_links(custom["draft"], context) if "draft" in custom else {}
    lines = [
        *(text for element in understood(reply, context) for text in _texts(element)),
        _with_whole_addresses(str(reply.get("text", "")), custom, context),
        *_nearest(custom.get("answer") or {}, context),
        *(f"{title}: {url}" for title, url in links.items() if url),
        *_options(reply, context),
    ]
    return "\n".join(each for each in lines if each)


def _with_whole_addresses(text: str, custom: Mapping[str, Any], context: CardContext) -> str:
    path = custom.get("decision", {}).get("calendar") or custom.get("page", {}).get("url") or ""
    url = context.link(path)
    return text.replace(path, url) if url else text


def _nearest(answer: Mapping[str, Any], context: CardContext) -> list[str]:
    """What came nearest where nothing answers, each by its sentence and where it stands."""
    if not answer.get("abstained"):
        return []
    passages = answer.get("passages", [])
    return [f"«{each['marked'].lstrip('- ')}» – {source_line(each, context)}" for each in passages]


def _options(reply: Reply, context: CardContext) -> list[str]:
    """The choices, and that a number is no answer: «2» would be two days where the question is how many."""
    titles = [str(button["title"]) for button in reply.get("buttons", [])]
    numbered = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    return [context.words.labels["options"], *numbered] if numbered else []


def _texts(element: Mapping[str, Any]) -> list[str]:
    return [str(each["text"]) for each in element["inlines"]]
