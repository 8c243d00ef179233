"""POST /actions: the custom actions, called by Rasa alone, through rasa-sdk's executor."""

from __future__ import annotations

import hmac

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.assembly import Services

router = APIRouter()

TOKEN_HEADER = "x-hvana-token"


@router.post("/actions", include_in_schema=False)
async def run_action(request: Request) -> JSONResponse:
    """Run one action. Raises HTTPException (403) where the shared token is not Rasa's."""
    services: Services = request.app.state.services
    expected = services.settings.action_token.get_secret_value()
    given = request.headers.get(TOKEN_HEADER, "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise HTTPException(403, "Bare Rasa kan bruke denne adressen.")
    try:
        result = await services.executor.run(await request.json())
    except ActionExecutionRejection as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, status_code=400)
    except ActionNotFoundException as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, status_code=404)
    return JSONResponse(result.model_dump() if result else None)
