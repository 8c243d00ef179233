"""The accessibility statement (tilgjengelighetserklæring)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from bot.assembly import Services
from bot.pages import template

router = APIRouter()


class _Part(BaseModel):
    """A heading with paragraphs, a list, or both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: list[str] = []
    points: list[str] = []


class _Statement(BaseModel):
    """All of data/tilgjengelighet.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    to_chat: str
    intro: list[str]
    parts: list[_Part]


@router.get("/tilgjengelighet", include_in_schema=False)
def statement(request: Request) -> HTMLResponse:
    """What works for everybody, what we know does not, and whom to tell."""
    services: Services = request.app.state.services
    data = services.settings.data_dir
    return HTMLResponse(template(data, "tilgjengelighet.html").render(statement=_statement(data)))


@lru_cache
def _statement(data_dir: Path) -> _Statement:
    written = (data_dir / "tilgjengelighet.yml").read_text(encoding="utf-8")
    return _Statement.model_validate(yaml.safe_load(written))
