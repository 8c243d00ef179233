"""What the HTTP interface takes in, checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

Rolle = Literal["ansatt", "helsesykepleier", "rektor"]


class Metadata(BaseModel):
    """What the channel knows of the user."""

    kommune: Annotated[str, Field(max_length=64)] | None = None
    rolle: Rolle | None = None
    message_id: Annotated[str, Field(max_length=64)] = ""
    """The client's own id of the message: one that is sent again within ten minutes gets the same answer."""


class ChatMessage(BaseModel):
    """One message in Rasa's REST format."""

    sender: Annotated[str, Field(min_length=1, max_length=200)]
    message: str
    metadata: Metadata | None = None


def _as_text(value: object) -> object:
    """A number of days may come as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


FactValue = Annotated[str, BeforeValidator(_as_text), Field(max_length=64)]


class DecideRequest(BaseModel):
    """Facts to decide; `kommune` may stand beside or among them."""

    procedure: str
    facts: dict[str, FactValue] = Field(max_length=50)
    kommune: str | None = None
