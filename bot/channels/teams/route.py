"""POST /api/messages: where Microsoft Teams posts what users write to the bot."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.channels.teams.activity import read_activity
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.errors import ActivityError, KeysUnavailableError, TokenError

logger = logging.getLogger(__name__)

router = APIRouter()

_NOT_LET_IN = "Dette er ikke en gyldig melding fra Teams."


@router.post("/api/messages", include_in_schema=False)
async def receive(request: Request) -> Response:
    """Acknowledge an activity; 400 for what is none, 401 for what Microsoft has not signed for us."""
    channel: TeamsChannel = request.app.state.teams
    try:
        activity = read_activity(await request.body())
        client = request.client.host if request.client else ""
        await channel.gate.admit(request.headers.get("authorization", ""), client, activity)
    except ActivityError as error:
        return JSONResponse({"detail": str(error)}, 400)
    except KeysUnavailableError as error:
        return JSONResponse({"detail": str(error)}, 503)
    except TokenError as error:
        logger.warning("Ikke sluppet inn fra Teams: %s", error)
        return JSONResponse({"detail": _NOT_LET_IN}, 401, headers={"WWW-Authenticate": "Bearer"})
    received = channel.receive(activity)
    if received.body is None:
        return Response(status_code=received.status)
    return JSONResponse(received.body, received.status)
