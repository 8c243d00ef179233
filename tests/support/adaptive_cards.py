"""Read and check the Adaptive Cards that Teams is sent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from bot.channels.teams.cards import CardContext, load_card_context

Element = dict[str, Any]

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
REPLIES = HERE.parent / "bot" / "channels" / "teams" / "replies"
MAX_BYTES = 25_000
"""What Teams takes; in the schema stands how many buttons it shows in a row."""

_SCHEMA = Draft202012Validator(json.loads((HERE / "adaptive_card_1_5.json").read_text(encoding="utf-8")))


def context(has_pdf: bool = True) -> CardContext:
    return load_card_context(DATA, "https://hvana.eksempel.no", has_pdf)


def replies() -> dict[str, dict[str, Any]]:
    """What the bot has answered, by kind: «decisions/melde_fra/meld_rektor»."""
    files = sorted(REPLIES.glob("*.json"))
    return {
        f"{path.stem}/{name}": reply
        for path in files
        for name, reply in json.loads(path.read_text(encoding="utf-8")).items()
    }


def problems(card: Element) -> list[str]:
    """What is wrong with a card; nothing where Teams can show it and every button in it works."""
    wrong = [f"{each.json_path}: {each.message[:200]}" for each in _SCHEMA.iter_errors(card)]
    size = len(json.dumps(card))
    ids = [each["id"] for each in elements(card) if "id" in each]
    targets = {target for each in actions(card) for target in each.get("targetElements", [])}
    folded = {each["id"] for each in elements(card) if each.get("isVisible") is False}
    return [
        *wrong,
        *([f"{size} byte"] if size > MAX_BYTES else []),
        *([f"samme id to ganger: {ids}"] if len(ids) != len(set(ids)) else []),
        *([f"skjult uten knapp, eller omvendt: {targets ^ folded}"] if targets != folded else []),
    ]


def elements(card: Element) -> Iterator[Element]:
    """All elements, also those within others."""
    waiting = list(card["body"])
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting = [*element.get("items", []), *waiting]


def actions(card: Element) -> list[Element]:
    return [action for element in elements(card) for action in element.get("actions", [])]


def submits(card: Element) -> list[str]:
    """The titles of the conversation's buttons, in order."""
    return [each["title"] for each in actions(card) if "payload" in each.get("data", {})]


def choices(card: Element) -> list[str]:
    """The titles in the card's list."""
    return [choice["title"] for element in elements(card) for choice in element.get("choices", [])]


def urls(card: Element) -> dict[str, str]:
    return {each["title"]: each["url"] for each in actions(card) if "url" in each}


def texts(card: Element) -> list[str]:
    """What is read in each heading and each line, in order, folded parts included."""
    return [
        each["text"] if each["type"] == "TextBlock" else "".join(run["text"] for run in each["inlines"])
        for each in elements(card)
        if each["type"] in ("TextBlock", "RichTextBlock")
    ]


def seen(card: Element) -> str:
    """What is read before anything is pressed."""
    return "\n".join(texts({"body": [each for each in card["body"] if each.get("isVisible") is not False]}))


def folded(card: Element, name: str) -> str:
    """What is read once the part with that id is shown."""
    part = next(each for each in elements(card) if each.get("id") == name)
    return "\n".join(texts({"body": [part]}))
