"""Show a draft on the screen: what is filled, what the law still misses, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.drafting.document import Block, Document
from actions.drafting.form import Form, RowsPart
from actions.drafting.values import Values, rows_of
from actions.drafting.words import DraftWords
from actions.message import Message

_HEAD_LINES = 3  # to whom, how fast and where it is handed in
_LONGEST = 120  # characters of an answer that the summary shows


class Summaries:
    """Puts a draft into a message, in words and as data for a client that draws cards."""

    def __init__(self, words: DraftWords) -> None:
        self._words = words

    def message(self, document: Document, draft: Mapping[str, Any], example: str, opening: str) -> Message:
        """Say `opening` (an id of data/utkast.yml) and how the draft stands; `example` is something to change in it."""
        filled = [line for block in document.blocks if (line := _in_short(block))]
        blanks = [line.label for block in document.blocks if block.kind == "pairs" for line in block.lines]
        say = self._words.say
        missing = [say["incomplete"], *(f"– {each}" for each in document.missing)]
        lines = [
            say[opening].format(title=document.title),
            *(f"{line.label}: {line.value}" for line in document.head[:_HEAD_LINES]),
            *([say["filled"], *(f"– {each}" for each in filled)] if filled else []),
            *(missing if document.missing else [say["complete"]]),
            *([f"{say['blanks']} {', '.join(blanks)}."] if blanks else []),
            *([say["change_hint"].format(example=example)] if example else []),
        ]
        card = {
            **draft,
            "title": document.title,
            "complete": document.is_complete,
            "filled": filled,
            "missing": list(document.missing),
            "blanks": blanks,
        }
        return Message(text="\n".join(lines), custom={"route": draft["kind"], "draft": card})


def _in_short(block: Block) -> str:
    """One line for an answered block, empty for the others."""
    if block.kind == "text" and block.paragraphs:
        return f"{block.label}: {_cut(' '.join(block.paragraphs))}"
    said = [row for row in block.rows if any(row[1:] if block.given else row)]
    if block.kind == "table" and said:
        return f"{block.label}: " + "; ".join(_cut(", ".join(filter(None, row))) for row in said)
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def example_of(form: Form, values: Values) -> str:
    """Something in the draft that could be changed, as one would name it; empty where there is nothing yet."""
    for part in form.parts:
        if isinstance(part, RowsPart) and rows_of(values, part.id) and not part.preset:
            return f"{part.row.lower()} 1"
    return next((part.label.lower() for part in form.asked({}) if values.get(part.id)), "")
