"""What a reply says, taken apart for a screen of lines: the same content as the page draws cards from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from actions.drafting.buttons import INTENT, MAKE
from bot.channels.command_line.client import Reply

_SETS_A_FACT = "velg"
_LOOKS_OR_LEAVES = {"tilbake", "dine_svar", "hvorfor", "hva_endrer", "start_pa_nytt"}
_LEAVES_A_DRAFT = {"skip", "done"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a text could steer a terminal with."""

Button = Mapping[str, str]


@dataclass(frozen=True)
class Near:
    """A passage that came near to an answer: its sentence, and where it stands."""

    sentence: str
    place: str


@dataclass(frozen=True)
class Said:
    """One message of the bot."""

    text: str
    marked: str = ""
    """The sentence of the text that answers."""
    understood: str = ""
    near: tuple[Near, ...] = ()
    links: tuple[str, ...] = ()
    """Lines that end in an address; they must never be broken."""
    kind: str = "answer"
    """What it is: `answer`, `important` (danger) or `notice` (to all users)."""


def said(reply: Reply, address: Callable[[str], str]) -> Said:
    """The message in a reply; `address` gives a path in full."""
    custom: Mapping[str, Any] = reply.get("custom", {})
    text, links = _without_links(_words(reply.get("text", "")), _paths(custom), address)
    answer = custom.get("answer", {})
    passages = answer.get("passages", [])
    return Said(
        text=text,
        marked=_bare(passages[0].get("marked", "")) if passages else "",
        understood=_words(custom.get("understood", "")),
        near=tuple(_near(each) for each in passages) if answer.get("abstained") else (),
        links=links,
        kind="important" if custom.get("acute") else "notice" if "notice" in custom else "answer",
    )


def buttons(replies: Sequence[Reply]) -> list[Button]:
    """All that may be pressed after an answer, in order."""
    return [button for reply in replies for button in reply.get("buttons", [])]


def grouped(titles: Sequence[Button]) -> list[list[str]]:
    """The buttons as numbered lines, those of one kind together."""
    numbered = enumerate(titles, start=1)
    groups = groupby(numbered, key=lambda each: _kind(each[1]))
    return [[f"{number}. {_words(button['title'])}" for number, button in group] for _, group in groups]


def makes_a_draft(button: Button) -> bool:
    """Whether pressing it makes a document."""
    intent, values = _parts(button)
    return intent == INTENT and values.get("handling") == MAKE


def _paths(custom: Mapping[str, Any]) -> list[str]:
    """The paths that a reply's text gives to a page or a calendar."""
    found = (custom.get("decision", {}).get("calendar"), custom.get("page", {}).get("url"))
    return [str(each) for each in found if each]


def _without_links(
    text: str, paths: Sequence[str], address: Callable[[str], str]
) -> tuple[str, tuple[str, ...]]:
    """The text without the lines that hold a path, and those lines with the whole address."""
    kept, links = [], []
    for line in text.split("\n"):
        path = next((each for each in paths if each in line), None)
        if path is None:
            kept.append(line)
        else:
            links.append(line.replace(path, address(path)))
    return "\n".join(kept), tuple(links)


def _near(passage: Mapping[str, Any]) -> Near:
    return Near(_bare(passage["marked"]), _words(f"{passage['title']}: «{passage['section']}»"))


def _bare(sentence: object) -> str:
    """A marked sentence without the sign of the list that it stands in."""
    return _words(sentence).lstrip("- ")


def _words(text: object) -> str:
    return _CONTROL.sub(" ", str(text))


def _kind(button: Button) -> str:
    """What a button is for: answers and grave facts, steps on the way, or looking at the case and leaving it."""
    intent, values = _parts(button)
    if intent == _SETS_A_FACT:
        return "fact"
    return "aside" if intent in _LOOKS_OR_LEAVES or values.get("handling") in _LEAVES_A_DRAFT else "next"


def _parts(button: Button) -> tuple[str, Mapping[str, Any]]:
    """A button's intent and its values, without the signature after them."""
    intent, brace, rest = str(button["payload"]).partition("{")
    try:
        values = json.JSONDecoder().raw_decode(brace + rest)[0] if brace else {}
    except ValueError:
        values = {}
    return intent.lstrip("/"), values
