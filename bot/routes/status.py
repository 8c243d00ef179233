"""Health, metrics and the page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.assembly import Services
from bot.settings import ROOT

router = APIRouter()


@router.get("/health")
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


@router.get("/", include_in_schema=False)
async def page() -> FileResponse:
    """The chat."""
    return FileResponse(ROOT / "bot" / "web" / "index.html")
