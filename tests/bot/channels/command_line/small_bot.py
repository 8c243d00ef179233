"""A bot on 127.0.0.1 that answers as it is told to, for a command that runs in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class SmallBot:
    """What is answered, and what came in."""

    url: str = ""
    content: Any = field(default_factory=list)
    code: int = 200
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def sent(self) -> list[str]:
        return [body["message"] for body in self.bodies]


@contextmanager
def small_bot() -> Iterator[SmallBot]:
    """The bot, on a free port for as long as the block lasts."""
    bot = SmallBot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            bot.bodies.append(json.loads(self.rfile.read(length)))
            bot.headers.append(dict(self.headers))
            self._answer(bot.code, bot.content)

        def do_GET(self) -> None:
            self._answer(404, {"detail": "Det finnes ikke her."})

        def _answer(self, code: int, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    bot.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield bot
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
