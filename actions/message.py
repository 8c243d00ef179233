"""One message to the user, before it is handed to Rasa."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Button:
    """A choice that the user can press; what it sends is an intent with values, never text to be interpreted."""

    title: str
    intent: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        """In Rasa's own form, /intent{"name": "value"}."""
        return f"/{self.intent}{json.dumps(dict(self.values), ensure_ascii=False)}"


@dataclass(frozen=True)
class Message:
    """Either a text, or the name of a response in the domain with the values for its {braces}."""

    text: str | None = None
    response: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)

    def utter(self, dispatcher: Any) -> None:
        """Give the message to a rasa_sdk dispatcher."""
        dispatcher.utter_message(
            text=self.text,
            response=self.response,
            buttons=[{"title": button.title, "payload": button.payload} for button in self.buttons],
            json_message=dict(self.custom),
            **self.values,
        )


def said(response: str, **values: str) -> Message:
    """A response of the domain that belongs to the conversation itself, and to no procedure."""
    return Message(response=response, values=values, custom={"route": "control"})
