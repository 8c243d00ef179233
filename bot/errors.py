"""What a user is told when a request can't be taken: a plain Norwegian sentence and a fitting status."""

from __future__ import annotations

import logging

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from actions.drafting.errors import DraftsUnavailableError, FormError
from bot.store.errors import StoreUnavailableError
from knowledge.errors import IndexUnavailableError, InvalidFactError, KnowledgeError

logger = logging.getLogger(__name__)

_FIELDS = {"message": "meldingen", "sender": "avsenderen", "q": "spørsmålet", "facts": "opplysningene"}
_STATUS = {
    400: "Forespørselen kan ikke leses. Send gyldig JSON.",
    404: "Det finnes ikke her. Sjekk adressen.",
    405: "Adressen kan ikke brukes på den måten.",
}


def install_error_handlers(app: FastAPI) -> None:
    """Let every error end in a sentence, never in a stack trace or an echo of what was sent."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(KnowledgeError, _unknown)
    for kind in (StoreUnavailableError, DraftsUnavailableError, FormError):
        app.add_exception_handler(kind, _drafts_away)
    app.add_exception_handler(Exception, _unexpected)


def _sentence(status: int, text: str) -> JSONResponse:
    return JSONResponse({"detail": text}, status_code=status)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return _sentence(400, _STATUS[400])
    name = str(first["loc"][-1]) if first["loc"] else ""
    if "ctx" in first and "sentence" in first["ctx"]:
        return _sentence(422, str(first["ctx"]["sentence"]))
    return _sentence(
        422, f"Noe er galt med {_FIELDS.get(name, f'feltet «{name[:40]}»')}. Rett det og prøv igjen."
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException | StarletteHTTPException)
    known = _STATUS.get(error.status_code)
    is_ours = isinstance(error, HTTPException)
    return _sentence(
        error.status_code, str(error.detail) if is_ours else known or "Det gikk ikke. Prøv igjen."
    )


async def _unknown(_: Request, error: Exception) -> JSONResponse:
    status = (
        503
        if isinstance(error, IndexUnavailableError)
        else 422
        if isinstance(error, InvalidFactError)
        else 404
    )
    return _sentence(status, str(error))


async def _drafts_away(_: Request, error: Exception) -> JSONResponse:
    return _sentence(503, str(error))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    # Kind and place only: what was sent may hold what must not be logged.
    logger.error("%s in %s", type(error).__name__, request.url.path, exc_info=_without_values(error))
    return _sentence(500, "Noe gikk galt hos oss. Prøv igjen om litt; haster det, ring rektor eller 113.")


def _without_values(error: Exception) -> Exception:
    """The error with its trace and without its message, which may quote the user."""
    return RuntimeError(type(error).__name__).with_traceback(error.__traceback__)
