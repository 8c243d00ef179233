"""POST /webhooks/rest/webhook: the conversation in Rasa's REST format, so that any Rasa web client works."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from bot.access.dependencies import User
from bot.access.identity import Identity
from bot.api_answers import Problem, Reply
from bot.api_models import ChatMessage, Metadata
from bot.assembly import Services
from bot.conversation import Incoming, clean

router = APIRouter()

_UNSERVED: dict[int | str, dict[str, Any]] = {
    503: {"model": list[Reply] | Problem, "description": "What to do while the bot can't answer."}
}


@router.post("/webhooks/rest/webhook", response_model=list[Reply], responses=_UNSERVED)
async def receive(body: ChatMessage, request: Request, user: User) -> JSONResponse:
    """The replies to a message; 503 with an honest sentence where the conversation can't answer."""
    services: Services = request.app.state.services
    outgoing = await services.reception.answer(_incoming(body, services, user))
    return JSONResponse(outgoing.replies, status_code=200 if outgoing.is_served else 503)


def _incoming(body: ChatMessage, services: Services, user: Identity) -> Incoming:
    """The checked message. Raises HTTPException (422) for an empty or too long one, UnknownKommuneError."""
    limit = services.settings.max_message_chars
    if not clean(body.message):
        raise HTTPException(422, "Meldingen er tom. Skriv kort hva som har skjedd, uten navn.")
    if len(body.message) > limit:
        raise HTTPException(
            413, f"Meldingen er for lang (over {limit} tegn). Skriv kortere hva som har skjedd."
        )
    metadata = body.metadata or Metadata()
    kommune = metadata.kommune or services.settings.kommune
    services.rulebook.municipalities.get(kommune)
    return Incoming(body.sender, body.message, kommune, metadata.rolle, user.subject, metadata.message_id)
