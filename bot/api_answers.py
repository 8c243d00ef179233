"""What the HTTP interface gives, as its description (/openapi.json) has it.

The models describe and don't check: an answer is never refused for its shape. That it has that shape is proven by tests.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Answer):
    """Why a request was not carried out: a plain Norwegian sentence that can be shown as it is."""

    detail: str


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": description}
    for status, description in {
        400: "The request can't be read.",
        401: "Nobody is logged in, or the login has ended.",
        403: "The user may not do this.",
        404: "There is no such thing, or it is another's.",
        413: "The request is too large.",
        422: "The request makes no sense.",
        429: "Too many requests; `Retry-After` says when to come back, in seconds.",
        503: "A part that is needed does not answer.",
    }.items()
}
"""What any address may answer instead."""


def a_file(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The description of an address that gives a file."""
    content = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": "The file.", "content": {media_type: content}}}


class Option(_Answer):
    """One of the answers to a question."""

    value: str
    title: str


class AskedQuestion(_Answer):
    """The next question: which fact, and the answers to choose from."""

    procedure: str
    fact: str
    options: list[Option]
    why: str | None


class Step(_Answer):
    """One thing to do."""

    who: str
    what: str
    when: str | None


class Cited(_Answer):
    """A passage that a decision rests on."""

    guide: str
    section: str
    title: str
    owner: str
    text: str


class Row(_Answer):
    """The line of the table that gave the decision."""

    id: str
    label: str


class Reached(_Answer):
    """A decision with everything it says and rests on."""

    procedure: str
    outcome: str
    title: str
    urgency: Literal["straks", "snarest", "innen_en_uke", "ingen"]
    recipients: list[str]
    legal_basis: list[str]
    steps: list[Step]
    document: list[str]
    drafts: list[str]
    notes: list[str]
    sources: list[Cited]
    facts: dict[str, str]
    answers: list[str]
    implied: dict[str, str]
    row: Row
    version: str
    receipt: dict[str, Any]
    calendar: str = ""


class DecisionGiven(_Answer):
    """The facts were enough."""

    decision: Reached


class QuestionGiven(_Answer):
    """One more fact is needed."""

    question: AskedQuestion


class Found(_Answer):
    """A passage of a guide; `score` is between 0 and 1."""

    guide: str
    section: str
    text: str
    score: float


class Choice(_Answer):
    """A kommune or a role."""

    id: str
    title: str


class Profiles(_Answer):
    """What a user may choose from."""

    kommuner: list[Choice]
    roller: list[Choice]


class Health(_Answer):
    """Whether each part answers."""

    status: Literal["ok", "degraded"]
    rasa: Literal["ok", "down"]
    index: str


class Pressable(_Answer):
    """A button; pressing it sends `payload` as the message."""

    title: str
    payload: str


class Card(BaseModel):
    """What a rich client draws from; `route` says where the user's message went."""

    route: str = ""
    understood: str = ""
    acute: bool = False
    question: AskedQuestion | None = None
    decision: Reached | None = None


class Reply(_Answer):
    """One message of the bot in Rasa's REST format."""

    recipient_id: str
    text: str = ""
    buttons: list[Pressable] = []
    custom: Card = Card()
