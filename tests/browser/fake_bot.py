"""A bot that answers from a script, so that the page can be tested in a browser without Rasa or any guide."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import absence_script
import draft_script
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles

WEB = Path(__file__).parents[2] / "bot" / "web"
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
    """What a test may tell the server: `failures` are given in turn, a closed `gate` holds the answers."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    failures: list[Response] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def reset(self) -> None:
        """Forget the last test."""
        self.received.clear()
        self.failures.clear()
        self.gate.set()

    async def answer(self, body: dict[str, Any]) -> Response:
        """The scripted answer, or the next failure that was asked for."""
        self.received.append(body)
        while not self.gate.is_set():
            await asyncio.sleep(0.01)
        if self.failures:
            return self.failures.pop(0)
        messages = SCRIPT.get(body["message"], [{"text": f"Jeg hørte: {body['message']}"}])
        return JSONResponse([{"recipient_id": body["sender"], **message} for message in messages])


def build_app(bot: FakeBot) -> FastAPI:
    """The page, the contract's addresses and the strict policy, as the real server gives them."""
    app = FastAPI()

    @app.middleware("http")
    async def add_policy(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = CSP
        return response

    @app.get("/")
    async def index() -> FileResponse:
        return FileResponse(WEB / "index.html")

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

    @app.post("/webhooks/rest/webhook")
    async def webhook(request: Request) -> Response:
        return await bot.answer(await request.json())

    app.mount("/web", StaticFiles(directory=WEB))
    return app


class Running:
    """The fake bot on a free port of this machine, from `with` to its end."""

    def __enter__(self) -> FakeBot:
        self.bot = FakeBot()
        self.bot.reset()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.bot.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.server = uvicorn.Server(uvicorn.Config(build_app(self.bot), log_level="warning", ws="none"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        return self.bot

    def __exit__(self, *_: object) -> None:
        self.bot.gate.set()
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.socket.close()
