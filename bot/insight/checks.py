"""Check what was written in a form: what it says, or what must be set right, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.insight.texts import Words
from bot.insight.weeks import OSLO

LONGEST = 500

Fields = Mapping[str, str]
Errors = dict[str, str]


@dataclass(frozen=True)
class WishedNotice:
    """A notice as it was written; times are UTC."""

    text: str
    begins: datetime
    ends: datetime


def wished_notice(fields: Fields, words: Words, now: datetime) -> WishedNotice | Errors:
    """The notice, or the errors by field, in the words of its page."""
    text, begins, ends = fields.get("text", ""), _moment(fields, "begins"), _moment(fields, "ends")
    errors = _text_errors("text", text, words["no_text"], words["long_text"])
    errors |= {name: words["no_moment"] for name, at in (("begins", begins), ("ends", ends)) if at is None}
    if begins and ends and ends <= begins:
        errors["ends"] = words["wrong_order"]
    elif ends and ends <= now:
        errors["ends"] = words["past"]
    return errors if errors or not (begins and ends) else WishedNotice(text, begins, ends)


def closing_errors(fields: Fields, words: Words) -> Errors:
    """What is wrong with the reason for closing."""
    return _text_errors("comment", fields.get("comment", ""), words["no_comment"], words["long_comment"])


def state_errors(fields: Fields, words: Words, states: Words) -> Errors:
    """What is wrong with the change of a fault; a note may be left out."""
    errors = {} if fields.get("state") in states else {"state": words["wrong_state"]}
    return errors | ({"note": words["long_note"]} if len(fields.get("note", "")) > LONGEST else {})


def _text_errors(name: str, text: str, missing: str, long: str) -> Errors:
    if not text:
        return {name: missing}
    return {name: long} if len(text) > LONGEST else {}


def _moment(fields: Fields, name: str) -> datetime | None:
    """A moment of Norwegian time, as a browser writes it, in UTC."""
    try:
        return datetime.fromisoformat(fields.get(name, "")).replace(tzinfo=OSLO).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
