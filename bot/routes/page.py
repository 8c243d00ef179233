"""The widget's script, the page that shows it in use, and the style sheets of the other pages."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from bot.settings import ROOT

router = APIRouter(include_in_schema=False)

WEB = ROOT / "bot" / "web"
_FOR_ANY_SITE = {
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "public, max-age=300",  # a new version is in use within minutes, without a name to change
}


@router.get("/")
async def page() -> FileResponse:
    """An intranet with the widget in it."""
    return FileResponse(WEB / "pages" / "intranett.html")


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    """The widget, for a page on any site; 304 where the browser has it already."""
    response = await StaticFiles(directory=WEB / "dist").get_response("widget.js", request.scope)
    response.headers.update(_FOR_ANY_SITE)
    return response


@router.get("/web/{name}.css")
async def sheet(name: str, request: Request) -> Response:
    """A style sheet of the pages. 404 where there is none of that name."""
    return await StaticFiles(directory=WEB).get_response(f"{name}.css", request.scope)


def pages() -> StaticFiles:
    """What belongs to the page with the widget; nothing else of the folder is served."""
    return StaticFiles(directory=WEB / "pages")
