"""The parts of an Adaptive Card (schema 1.5) that ours are put together of.

Running text is a RichTextBlock, in which no client reads Markdown: nothing that a user or a guide has written can turn
into a link or formatting. A heading must be a TextBlock to be one for screen readers too, so there it is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Element = dict[str, Any]

_MARKDOWN = re.compile(r"([\\`*_\[\]#~<>])|^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_FUNCTION = "{{"
_DASH = re.compile(r"^[–-]\s+")


def card(body: Sequence[Element]) -> Element:
    """A whole card."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": list(body),
    }


def size_of(element: Element) -> int:
    """How many bytes it is when sent; a letter such as «å» is then six."""
    return len(json.dumps(element))


def heading(text: str, size: str = "Medium", **more: Any) -> Element:
    """A heading, also for screen readers."""
    look = {"style": "heading", "size": size, "weight": "Bolder", "wrap": True}
    return {"type": "TextBlock", "text": escaped(text), **look, **more}


def run(text: str, **look: Any) -> Element:
    """A piece of running text."""
    return {"type": "TextRun", "text": plain(text), **look}


def line(*runs: Element | str, **more: Any) -> Element:
    """Running text of pieces, each a run or a mere string."""
    return {
        "type": "RichTextBlock",
        "inlines": [run(each) if isinstance(each, str) else each for each in runs],
        **more,
    }


def paragraphs(text: str, marked: str = "") -> list[Element]:
    """A text by its paragraphs, with the marked sentence set apart where it stands."""
    sentence = _DASH.sub("", marked)
    return [
        line(*_with_mark(each.strip("\n"), sentence)) for each in re.split(r"\n{2,}", text) if each.strip()
    ]


def titled(title: str, lines: Iterable[str]) -> list[Element]:
    """Lines under a small heading, with a dash where they are several; nothing where there are none."""
    said = [each for each in lines if each]
    if not said:
        return []
    texts = said if len(said) == 1 else [f"– {each}" for each in said]
    return [heading(title, "Default"), *(line(each, spacing="Small") for each in texts)]


def container(items: Sequence[Element], **more: Any) -> Element:
    """Elements that belong together."""
    return {"type": "Container", "items": list(items), **more}


def hidden(name: str, items: Sequence[Element]) -> Element:
    """What a press on `toggle` with the same name shows."""
    return container(items, id=name, isVisible=False, style="emphasis")


def toggle(title: str, name: str) -> Element:
    """The button that shows and hides."""
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name]}


def open_url(title: str, url: str | None) -> list[Element]:
    """The button that opens a page of ours; nothing where there is no address."""
    return [{"type": "Action.OpenUrl", "title": title, "url": url}] if url else []


def submit(button: Mapping[str, Any], **look: Any) -> Element:
    """A button of the conversation; a choice that is made elsewhere in the card does not come along."""
    data = {"payload": button["payload"]}
    return {
        "type": "Action.Submit",
        "title": button["title"],
        "data": data,
        "associatedInputs": "none",
        **look,
    }


def row(actions: Sequence[Element]) -> list[Element]:
    """Buttons in a row; nothing where there are none."""
    return [{"type": "ActionSet", "actions": list(actions)}] if actions else []


def plain(text: str) -> str:
    """The text without the start of a card's own functions, such as a date to be put in."""
    return text.replace(_FUNCTION, "{ {")


def escaped(text: str) -> str:
    """The text as a TextBlock shows it letter by letter."""
    return _MARKDOWN.sub(
        lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}{_list_sign(found[3])}", plain(text)
    )


def unescaped(text: str) -> str:
    """What `escaped` made its text of."""
    return _ESCAPE.sub(r"\1", text)


def _list_sign(sign: str) -> str:
    """«1.» and «-» begin a list unless their last character is escaped."""
    return f"{sign[:-1]}\\{sign[-1]}"


def _with_mark(text: str, sentence: str) -> list[Element | str]:
    before, found, after = text.partition(sentence) if sentence else (text, "", "")
    marked = [run(found, weight="Bolder", highlight=True)] if found else []
    return [*([before] if before else []), *marked, *([after] if after else [])]
