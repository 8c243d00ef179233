"""A writer's drafts: one as a page, a Word file or a PDF, and the list of them with when each is deleted."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from actions.drafting.document import Document
from bot.access.dependencies import User
from bot.access.errors import Reason, RefusedError
from bot.api_answers import a_file
from bot.assembly import Services
from bot.drafts import Visit
from bot.pages import template
from bot.pdf import PdfError
from knowledge.school_year import in_words

router = APIRouter()

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
GONE = "Utkastet finnes ikke, eller det er slettet. Be meg om et nytt."
_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}

Key = Annotated[str, Query(max_length=200)]


async def visit(user: User, key: Key = "") -> Visit:
    """Who comes, and with which link. Raises RefusedError where it is nobody without a link."""
    if not key and not user.roles:
        raise RefusedError(Reason.LOG_IN)
    return Visit(key, user.subject)


Visitor = Annotated[Visit, Depends(visit)]


@router.get("/api/drafts/{draft_id}", response_class=Response, responses=a_file(DOCX))
async def word(draft_id: str, request: Request, visitor: Visitor) -> Response:
    """The Word file, for its owner and whoever holds the link that the owner was given; 404 for everyone else."""
    services: Services = request.app.state.services
    kind, document, word_template = await _document(services, draft_id, visitor)
    content = await run_in_threadpool(services.renderer.docx, document, word_template)
    return Response(content, media_type=DOCX, headers=_attached(f"{kind}.docx"))


@router.get("/api/drafts/{draft_id}/pdf", response_class=Response, responses=a_file(PDF))
async def pdf(draft_id: str, request: Request, visitor: Visitor) -> Response:
    """The same as a tagged PDF; 404 where LibreOffice is not installed, 503 where it fails."""
    services: Services = request.app.state.services
    kind, document, word_template = await _document(services, draft_id, visitor)
    if not services.pdf.is_there:
        raise HTTPException(404, "PDF lages ikke her. Hent utkastet i Word i stedet.")
    content = await run_in_threadpool(services.renderer.docx, document, word_template)
    try:
        made = await services.pdf.pdf(content)
    except PdfError as error:
        raise HTTPException(503, str(error)) from error
    return Response(made, media_type=PDF, headers=_attached(f"{kind}.pdf"))


@router.get("/utkast/{draft_id}", include_in_schema=False)
async def page(draft_id: str, request: Request, visitor: Visitor) -> HTMLResponse:
    """The draft on the screen, with links to its files."""
    services: Services = request.app.state.services
    _, document, _ = await _document(services, draft_id, visitor)
    words = services.documents.drafting.words.document
    query = f"?{urlencode({'key': visitor.link_key})}" if visitor.link_key else ""
    links = {words["word"]: f"../api/drafts/{draft_id}{query}"}
    if services.pdf.is_there:
        links[words["pdf"]] = f"../api/drafts/{draft_id}/pdf{query}"
    made = services.renderer.html(document, {**links, words["chat"]: "../"})
    return HTMLResponse(made, headers=_PRIVATE)


@router.get("/utkast", include_in_schema=False)
async def own(request: Request, visitor: Visitor) -> HTMLResponse:
    """The writer's own drafts, and when each will be deleted; 404 with a link that isn't ours."""
    services: Services = request.app.state.services
    listed = await run_in_threadpool(services.drafts.listed, visitor)
    if listed is None:
        raise HTTPException(404, GONE)
    drafts = [
        {
            "title": entry.title,
            "changed": in_words(entry.changed.date()),
            "expires": in_words(entry.expires.date()),
            "page": address.replace("/api/drafts/", "utkast/"),
        }
        for entry, address in listed
    ]
    words = services.documents.drafting.words.document
    made = template(services.settings.data_dir, "mine_utkast.html").render(
        drafts=drafts, words=words, days=services.settings.draft_days
    )
    return HTMLResponse(made, headers=_PRIVATE)


async def _document(services: Services, draft_id: str, visitor: Visit) -> tuple[str, Document, str]:
    """The kind, the document and its template. Raises HTTPException (404) for a draft that is gone or another's."""
    found = await run_in_threadpool(services.drafts.opened, draft_id, visitor)
    if found is None:
        raise HTTPException(404, GONE)
    kind, content = found
    return kind, *services.documents.of(kind, content)


def _attached(name: str) -> dict[str, str]:
    return {**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
