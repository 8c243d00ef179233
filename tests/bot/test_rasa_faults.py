"""Whatever Rasa does, the user gets an honest Norwegian sentence with the emergency numbers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.acute import load_acute
from bot.conversation import Conversation, Incoming, Safeguards
from bot.privacy import redact
from bot.rasa_client import RasaClient
from bot.safety_net import load_safety_net
from bot.secrets import SigningKey
from tests.bot.fakes import own_data
from tests.conftest import ROOT

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

SECONDS = 0.5


def reply_with(status: str, body: str) -> Handler:
    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body.encode())}\r\nConnection: close\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()
        writer.close()

    return handler


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(SECONDS * 4)
    writer.close()


async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


@contextlib.asynccontextmanager
async def rasa_that(handler: Handler) -> AsyncIterator[str]:
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def answer_of(url: str, message: str) -> tuple[str, bool]:
    rasa = RasaClient(url, "token", SECONDS)
    safeguards = Safeguards(
        redact,
        load_acute(ROOT / "data" / "acute.yml"),
        load_safety_net(ROOT / "data" / "safety_net.yml"),
        own_data(),
        lambda _: None,
    )
    conversation = Conversation(rasa, safeguards, SigningKey(b"k" * 32))
    outgoing = await conversation.answer(Incoming("a", message, "nasjonal", None))
    await rasa.close()
    return "\n".join(reply["text"] for reply in outgoing.replies), outgoing.is_served


@pytest.mark.parametrize(
    "handler",
    [
        reply_with("200 OK", "[]"),
        reply_with("200 OK", "ikke json"),
        reply_with("500 Internal Server Error", "{}"),
        reply_with("403 Forbidden", "{}"),
        hang,
        slam,
    ],
    ids=["silent", "garbage", "failing", "refusing", "hanging", "slamming"],
)
async def test_a_faulty_rasa_gives_an_honest_sentence_with_the_emergency_numbers(handler: Handler) -> None:
    async with rasa_that(handler) as url:
        text, is_served = await answer_of(url, "en elev blir plaget")
    assert not is_served
    assert all(number in text for number in ("113", "112", "110"))
    assert "rektor" in text


async def test_a_rasa_that_is_down_gives_the_same_sentence() -> None:
    async with rasa_that(slam) as url:
        pass
    text, is_served = await answer_of(url, "en elev blir plaget")
    assert not is_served
    assert "113" in text


async def test_danger_gets_the_numbers_first_also_when_rasa_is_down() -> None:
    async with rasa_that(slam) as url:
        pass
    text, _ = await answer_of(url, "hun sier hun vil ta livet sitt")
    assert text.startswith("Er det fare for liv")
