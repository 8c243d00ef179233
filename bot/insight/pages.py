"""Renders the pages under /innsikt; one sentence stands in, there and for reports, where the database is away."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute

from bot.assembly import Services
from bot.insight.forms import ForeignFormError
from bot.insight.insight import Insight
from bot.pages import template
from bot.store.errors import StoreUnavailableError

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with «no-referrer» a form would come without its origin
    "X-Robots-Tag": "noindex",
}
_SAVED = "lagret"
_WRONG = 422


@dataclass(frozen=True)
class Page:
    """A page's template, `innsikt_….html`, and the group of words in data/innsikt.yml that is its own."""

    template: str
    group: str


OVERVIEW = Page("oversikt", "site")
FAULTS = Page("feil", "faults")
FAULT = Page("en_feil", "faults")
WEEKS = Page("uker", "weeks")
NOTICE = Page("melding", "notice")
SWITCH = Page("bryter", "switch")
LOG = Page("logg", "log")
_TOLD = Page("beskjed", "site")


@dataclass(frozen=True)
class Filled:
    """A form as it came back: what was written, and what is wrong with it, field by field."""

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def on_page(self, request: Request, subject: str) -> dict[str, Any]:
        """What a page with a form needs: all of this, and what marks the form as ours for this user."""
        token = insight_of(request).forms.token(subject)
        return {"token": token, "fields": self.fields, "errors": self.errors}


class PageRoute(APIRoute):
    """A route of these pages: what keeps it from answering is said on a page too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the route's own handler."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            site = insight_of(request).texts.site
            try:
                return await handle(request)
            except StoreUnavailableError:
                return told(request, site["away"], 503)
            except ForeignFormError:
                return told(request, site["foreign"], 403)

        return handled


def page(request: Request, which: Page, content: Mapping[str, Any]) -> HTMLResponse:
    """A page with its content; 422 where that tells of errors."""
    texts = insight_of(request).texts
    words = getattr(texts, which.group)
    made = template(services_of(request).settings.data_dir, f"innsikt_{which.template}.html").render(
        words=words,
        title=words["title"],
        texts=texts,
        site=texts.site,
        root="../" * (request.url.path.rstrip("/").count("/") - 1),
        is_saved=_SAVED in request.query_params and request.method == "GET",
        **content,
    )
    return HTMLResponse(made, _WRONG if content.get("errors") else 200, _HEADERS)


def told(request: Request, sentence: str, status: int) -> HTMLResponse:
    """A page with one sentence."""
    made = page(request, _TOLD, {"sentence": sentence})
    made.status_code = status
    return made


def saved(to: str) -> RedirectResponse:
    """Lead back to a page, which says that it is saved; loading it anew sends nothing again."""
    return RedirectResponse(f"{to}?{_SAVED}=1", 303)


def services_of(request: Request) -> Services:
    """The running parts."""
    services: Services = request.app.state.services
    return services


def insight_of(request: Request) -> Insight:
    """The insight's own parts."""
    return services_of(request).insight
