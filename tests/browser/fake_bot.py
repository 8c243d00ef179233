"""A bot that answers from a script, so that the page can be tested in a browser without Rasa or any guide."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import absence_script
import draft_script
import uvicorn
from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from bot.routes import page
from bot.settings import ROOT

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
PROFILES = {
    "kommuner": [
        {"id": "nasjonal", "title": "Norge (loven)"},
        {"id": "steinkjer", "title": "Steinkjer"},
        {"id": "bakas", "title": "Bakås skole, Oslo"},
        {"id": "sondre_land", "title": "Søndre Land"},
        {"id": "raelingen", "title": "Rælingen"},
    ],
    "roller": [
        {"id": "ansatt", "title": "Ansatt"},
        {"id": "helsesykepleier", "title": "Helsesykepleier"},
        {"id": "rektor", "title": "Rektor"},
    ],
}
HTML = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>fet</b>\nny linje'


def _options(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": f"/svar{{{title}}}"} for title in titles]


def _question(fact: str, text: str, *titles: str) -> dict[str, Any]:
    question = {
        "procedure": "melde_fra",
        "fact": fact,
        "options": list(titles),
        "why": f"Derfor spør jeg om {fact}.",
    }
    return {
        "text": text,
        "buttons": [*_options(*titles), *_options("Avbryt")],
        "custom": {"question": question},
    }


DECISION: dict[str, Any] = {
    "text": "Si fra til rektor med en gang\n1. Meld fra til rektor.",
    "buttons": _options("Lag utkast", "Akutt fare"),
    "custom": {
        "decision": {
            "procedure": "melde_fra",
            "outcome": "meld_rektor_straks",
            "title": "Si fra til rektor med en gang",
            "urgency": "straks",
            "recipients": ["rektor", "skoleeier"],
            "legal_basis": [{"id": "opplaringslova-12-4", "title": "Opplæringslova § 12-4"}, "§ 12-2"],
            "steps": [
                {"who": "Du", "what": "Grip inn hvis det skjer igjen, og hold deg i nærheten.", "when": "Nå"},
                {
                    "who": "Du",
                    "what": "Fortell rektor hva du har sett, og skriv det ned etterpå.",
                    "when": "straks",
                },
                {"who": "Rektor", "what": "Varsler skoleeier og setter i gang undersøkelse.", "when": ""},
            ],
            "sources": [
                {
                    "guide": "steinkjer-veileder-2025",
                    "section": "Melde fra",
                    "title": "Veileder for et inkluderende skolefellesskap",
                    "owner": "Steinkjer kommune",
                    "text": "Alle som arbeider på skolen, sier fra til rektor når de får mistanke.",
                },
                {"guide": "bakas-skolemiljoplan", "section": "Varsling"},
            ],
        }
    },
}
PASSAGES = [
    {
        "guide": f"veileder-{number}",
        "title": f"Veileder {number}",
        "section": f"Del {number}",
        "text": f"Avsnitt {number} forklarer at plikten skjerpes når en voksen på skolen står bak.",
        "score": 1 / number,
    }
    for number in (1, 2, 3)
]
SCRIPT: dict[str, list[dict[str, Any]]] = {
    **absence_script.SCRIPT,
    **draft_script.SCRIPT,
    "En elev blir fryst ut i friminuttene": [
        {
            "text": "Takk for at du sier fra.",
            "custom": {"route": "melde_fra", "understood": "en elev holdes utenfor."},
        },
        _question("krenker", "Hvem står bak?", "En annen elev", "En ansatt", "Vet ikke"),
    ],
    "/svar{En annen elev}": [
        _question("alvorlig", "Er det grovt, eller flere mot én?", "Ja", "Nei", "Vet ikke")
    ],
    "/svar{Ja}": [DECISION],
    "Hva er skjerpet plikt?": [{"text": "Avsnitt 1 …", "custom": {"answer": {"passages": PASSAGES}}}],
    "Hva koster melka?": [
        {
            "text": "Det sier ikke veilederne noe om. Spør kontoret.",
            "custom": {"answer": {"abstained": True, "passages": PASSAGES[:2]}},
        }
    ],
    "mine utkast": [
        {
            "text": "Her er utkastene dine: /utkast?key=eier.signert",
            "custom": {"page": {"url": "/utkast?key=eier.signert", "title": "Åpne utkastene dine"}},
        }
    ],
    "slett dataene mine": [
        {"text": "Nå er alt slettet.", "custom": {"route": "control", "deleted": True}},
    ],
    "varsel": [
        {"text": "Her er svaret."},
        {"text": "Boten flytter i natt.", "custom": {"notice": "flytting"}},
    ],
    "Han puster ikke": [{"text": "Ring 113 nå.\nBli hos eleven.", "custom": {"acute": True}}],
    "html": [
        {"text": HTML, "buttons": [{"title": HTML, "payload": "x"}], "custom": {"understood": HTML}},
        {
            "text": "",
            "custom": {
                "decision": {
                    "procedure": HTML,
                    "title": HTML,
                    "steps": [{"who": HTML, "what": HTML, "when": HTML}],
                    "document": [HTML, HTML],
                    "notes": [HTML],
                    "calendar": "//example.org/arshjul.ics",
                    "row": {"id": HTML},
                    "version": HTML,
                }
            },
        },
        {"text": "", "custom": {"answer": {"passages": [{"guide": HTML, "section": HTML, "text": HTML}]}}},
        {"text": "", "custom": {"draft": {"title": HTML, "url": "javascript:alert(1)", "blanks": [HTML]}}},
        {"text": f"{HTML}\n– {HTML}", "custom": {"receipt": {"procedure": HTML, "row": HTML}}},
    ],
}


@dataclass
class FakeBot:
    """What a test may tell the server: `failures` are given in turn, a closed `gate` holds the answers.

    `status` is what all users are to know; `token` is asked of everyone where there is one.
    """

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    failures: list[Response] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    status: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    answered: dict[str, Response] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget the last test."""
        self.received.clear()
        self.faults.clear()
        self.failures.clear()
        self.answered.clear()
        self.gate.set()
        self.status = {"notice": None, "closed": None}
        self.token = ""

    async def answer(self, body: dict[str, Any]) -> Response:
        """The scripted answer, or the next failure that was asked for; the same id is answered once, as by the real bot."""
        self.received.append(body)
        while not self.gate.is_set():
            await asyncio.sleep(0.01)
        if self.failures:
            return self.failures.pop(0)
        message_id = body["metadata"]["message_id"]
        if message_id not in self.answered:
            self.answered[message_id] = self._reply(body)
        return self.answered[message_id]

    def _reply(self, body: dict[str, Any]) -> Response:
        messages = SCRIPT.get(body["message"], [{"text": f"Jeg hørte: {body['message']}"}])
        return JSONResponse([{"recipient_id": body["sender"], **message} for message in messages])


def build_app(bot: FakeBot) -> FastAPI:
    """The page, the contract's addresses and the strict policy, as the real server gives them."""
    app = FastAPI()

    @app.middleware("http")
    async def add_policy(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        if request.url.path != "/annet-nettsted":
            response.headers["Content-Security-Policy"] = CSP
        return response

    @app.middleware("http")
    async def know_user(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        needs_user = bot.token and request.url.path.startswith(("/webhooks", "/api/drafts"))
        if needs_user and request.headers.get("Authorization") != f"Bearer {bot.token}":
            return JSONResponse({"detail": "Du må logge inn."}, 401, {"WWW-Authenticate": "Bearer"})
        return await call_next(request)

    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=r"http://127\.0\.0\.1:\d+",
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After", "Content-Disposition"],
    )

    @app.get("/api/status")
    async def status() -> dict[str, Any]:
        return bot.status

    # Given by a server, since a browser lets no page without an address of its own reach this machine.
    @app.get("/annet-nettsted")
    async def another_site(server: str) -> HTMLResponse:
        script = f'<script src="{server}widget.js"></script>'
        return HTMLResponse(f'<!doctype html><html lang="nb">{script}<hva-na visning="boks"></hva-na></html>')

    @app.get("/logg-inn")
    async def log_in(opphav: str) -> HTMLResponse:
        given = f'data-token="{bot.token}" data-expires="{time.time() + 3600}" data-origin="{opphav}"'
        return HTMLResponse(f'<body {given}><script src="/logg-inn/vindu.js"></script></body>')

    @app.get("/logg-inn/vindu.js")
    async def window_script() -> FileResponse:
        return FileResponse(ROOT / "bot" / "access" / "vindu.js")

    @app.get("/api/profiles")
    async def profiles() -> dict[str, Any]:
        return PROFILES

    @app.get("/api/drafts/{draft}")
    async def draft(draft: str) -> Response:
        disposition = {"Content-Disposition": 'attachment; filename="tiltaksplan.docx"'}
        return Response(b"PK fake", media_type="application/octet-stream", headers=disposition)

    @app.get("/utkast/{draft}")
    async def draft_page(draft: str) -> HTMLResponse:
        return HTMLResponse(draft_script.page(draft))

    @app.get("/api/arshjul.ics")
    async def arshjul(kommune: str) -> Response:
        disposition = {"Content-Disposition": f'attachment; filename="arshjul-{kommune}.ics"'}
        return Response("BEGIN:VCALENDAR", media_type="text/calendar", headers=disposition)

    @app.get("/prosedyrer/{procedure}")
    async def chart(procedure: str, kommune: str) -> Response:
        return Response(f"Figur: {procedure}, {kommune}", media_type="text/plain")

    @app.post("/api/feil", status_code=201)
    async def fault(request: Request) -> Response:
        if bot.failures:
            return bot.failures.pop(0)
        bot.faults.append(await request.json())
        return JSONResponse({"text": "Takk. Nå er feilen meldt."}, 201)

    @app.post("/webhooks/rest/webhook")
    async def webhook(request: Request) -> Response:
        return await bot.answer(await request.json())

    app.include_router(page.router)
    app.mount("/web/pages", page.pages())
    return app


class Running:
    """The fake bot on a free port of this machine, from `with` to its end."""

    def __enter__(self) -> FakeBot:
        self.bot = FakeBot()
        self.bot.reset()
        self.start(0)
        self.bot.url = f"http://127.0.0.1:{self.port}/"
        return self.bot

    def start(self, port: int) -> None:
        """Answer on that port, or on a free one for 0."""
        self.socket = socket.create_server(("127.0.0.1", port))
        self.port = self.socket.getsockname()[1]
        self.server = uvicorn.Server(uvicorn.Config(build_app(self.bot), log_level="warning", ws="none"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """No longer there; `start` brings it back."""
        self.bot.gate.set()
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.socket.close()
