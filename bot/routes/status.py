"""Health and metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.api_answers import Health
from bot.assembly import Services

router = APIRouter()


@router.get("/health", response_model=Health, responses={503: {"model": Health}})
async def health(request: Request) -> JSONResponse:
    """Whether the bot and Rasa answer; 503 where one does not."""
    services: Services = request.app.state.services
    is_up = await services.rasa.is_healthy()
    body = {"status": "ok" if is_up else "degraded", "rasa": "ok" if is_up else "down", "index": "ok"}
    return JSONResponse(body, status_code=200 if is_up else 503)


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    """Counts for the municipality's monitoring; nothing of what was written."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
