"""The connection to the bot: a lost answer is asked for again under the same id, and news is told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.command_line.client import BotClient, NoAnswerError
from tests.bot.channels.command_line import scripted as support

NOTICE = {"recipient_id": "a", "text": "Stengt mandag.", "custom": {"notice": "n1"}}
HELLO = {"recipient_id": "a", "text": "Hei."}


class Shaky:
    """Loses the first answers, and remembers the ids of the messages."""

    def __init__(self, lost: int) -> None:
        self.lost = lost
        self.ids: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.ids.append(json.loads(request.content)["metadata"]["message_id"])
        if len(self.ids) <= self.lost:
            raise httpx.ReadTimeout("lost", request=request)
        return httpx.Response(200, json=[HELLO])


def test_a_lost_answer_is_asked_for_once_more_under_the_same_id() -> None:
    shaky = Shaky(lost=1)
    bot = support.client_of(shaky)
    assert bot.ask("hei").replies == (HELLO,)
    bot.ask("hei igjen")
    first, repeat, other = shaky.ids
    assert first == repeat != other
    assert 0 < len(first) <= 64


def test_it_is_not_asked_for_more_than_twice() -> None:
    shaky = Shaky(lost=9)
    with pytest.raises(NoAnswerError):
        support.client_of(shaky).ask("hei")
    assert len(shaky.ids) == 2


def with_news(status: httpx.Response) -> BotClient:
    """A bot that gives a notice as its first reply too."""

    def answer(request: httpx.Request) -> httpx.Response:
        return status if request.method == "GET" else httpx.Response(200, json=[NOTICE, HELLO])

    return support.client_of(answer)


def run(bot: BotClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that is shown in a conversation with one message."""
    lines = iter(["hei", "slutt"])
    monkeypatch.setattr("builtins.input", lambda *_: next(lines))
    talk = support.terminal(bot, folder, is_plain=True)
    talk.chat.run()
    return talk.text


def test_a_notice_is_told_before_anything_is_asked_and_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = {"notice": {"id": "n1", "text": "Stengt mandag."}, "closed": None}
    shown = run(with_news(httpx.Response(200, json=news)), tmp_path, monkeypatch)
    assert shown.count("Stengt mandag.") == 1
    assert shown.index("Beskjed til alle:\nStengt mandag.") < shown.index("Hei.")


def test_a_closed_bot_says_so_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news = {"notice": None, "closed": {"text": "Vi retter en feil."}}
    shown = run(with_news(httpx.Response(200, json=news)), tmp_path, monkeypatch)
    assert shown.index("Vi retter en feil.") < shown.index("Stengt mandag.")


@pytest.mark.parametrize("body", [{"detail": "Det finnes ikke her."}, [], "x", {"notice": "x"}, None])
def test_a_bot_without_news_is_talked_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: Any
) -> None:
    for code in (200, 404):
        shown = run(with_news(httpx.Response(code, json=body)), tmp_path, monkeypatch)
        assert "Stengt mandag." in shown
        assert "Hei." in shown
