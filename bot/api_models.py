"""What the HTTP interface takes in, checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Rolle = Literal["ansatt", "helsesykepleier", "rektor"]


class Metadata(BaseModel):
    """What the channel knows of the user."""

    kommune: Annotated[str, Field(max_length=64)] | None = None
    rolle: Rolle | None = None


class ChatMessage(BaseModel):
    """One message in Rasa's REST format."""

    sender: Annotated[str, Field(min_length=1, max_length=200)]
    message: str
    metadata: Metadata | None = None


class DecideRequest(BaseModel):
    """Facts to decide; `kommune` may stand beside or among them."""

    procedure: str
    facts: dict[str, str] = Field(max_length=50)
    kommune: str | None = None
