"""POST /api/feil, «Meld feil» from the page, and GET /api/status, what is told to all users."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from bot.access.dependencies import User
from bot.assembly import Services
from bot.insight.about import About
from bot.insight.faults import Reported
from bot.store.errors import StoreUnavailableError

router = APIRouter(prefix="/api")

Name = Annotated[str, Field(max_length=64)]
Heading = Annotated[str, Field(max_length=500)]


class _Source(BaseModel):
    guide: Name
    section: Heading


class _About(BaseModel):
    """What the answer was about, by the ids that came with it."""

    route: Name = ""
    procedure: Name = ""
    outcome: Name = ""
    sources: list[_Source] = Field(default=[], max_length=50)


class FaultReport(BaseModel):
    """A fault in an answer. `question` is what the user asked, only where they want it sent."""

    sender: Annotated[str, Field(min_length=1, max_length=200)]
    cause: Literal["wrong", "missing", "outdated", "unclear", "not_my_kommune"]
    comment: Annotated[str, Field(max_length=10_000)] = ""
    question: Annotated[str, Field(max_length=10_000)] = ""
    kommune: Name | None = None
    about: _About = _About()


class Thanks(BaseModel):
    """What the user is told."""

    model_config = ConfigDict(extra="forbid")

    text: str


class NoticeNow(Thanks):
    """The notice that all users are given now."""

    id: str


class Status(BaseModel):
    """What is told to all users before they write."""

    model_config = ConfigDict(extra="forbid")

    notice: NoticeNow | None
    closed: Thanks | None


@router.post("/feil", status_code=201)
async def report(body: FaultReport, request: Request, user: User) -> Thanks:
    """Keep a fault, free of names and of who reports it. 422 where it is too long, 503 where it can't be kept."""
    services: Services = request.app.state.services
    say = services.insight.fault_texts.say
    if services.faults.is_too_long(body.comment, body.question):
        raise HTTPException(422, say["long"].format(longest=services.insight.fault_texts.longest))
    about = await run_in_threadpool(services.faults.existing.only, _about(body.about))
    kommune = services.rulebook.municipalities.get(body.kommune or services.settings.kommune)
    reported = Reported(kommune.id, body.cause, about, body.comment.strip(), body.question.strip())
    try:
        await run_in_threadpool(services.faults.take, reported, f"{user.subject} {body.sender}")
    except StoreUnavailableError as error:
        raise HTTPException(503, say["failed"]) from error
    return Thanks(text=say["thanks_with_comment" if reported.comment else "thanks_on_page"])


@router.get("/status")
async def status(request: Request) -> Status:
    """The notice that is shown now and, where the bot is closed, what it answers."""
    services: Services = request.app.state.services
    notice, closing = await services.insight.board.current()
    text = services.insight.texts.closed
    return Status(
        notice=NoticeNow(id=notice.id, text=notice.text) if notice else None,
        closed=Thanks(text=text.format(comment=closing.comment)) if closing else None,
    )


def _about(about: _About) -> About:
    sources = tuple((each.guide, each.section) for each in about.sources)
    return About(about.route, about.procedure, about.outcome, sources)
