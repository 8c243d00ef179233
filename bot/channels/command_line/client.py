"""The running bot, as someone at a terminal reaches it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

SECONDS = 15.0

Reply = Mapping[str, Any]


class NoAnswerError(Exception):
    """Nothing that can be used came back from the address."""


class RefusedError(Exception):
    """The bot did not take the message; the error's text is its own sentence."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """The replies; `is_served` is False where they are what to do while the bot can't answer."""

    replies: tuple[Reply, ...]
    is_served: bool


@dataclass(frozen=True)
class Status:
    """What the bot says to everyone: a notice with its id, and why it is closed; empty where there is nothing."""

    notice_id: str = ""
    notice: str = ""
    closed: str = ""


def open_http(url: str, token: str) -> httpx.Client:
    """A connection to the bot; `token` is the user's login where the bot asks for one. Raises httpx.InvalidURL."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=url, timeout=SECONDS, trust_env=False, headers=headers)


class BotClient:
    """One conversation with the bot."""

    def __init__(self, http: httpx.Client, metadata: Mapping[str, str]) -> None:
        self._http = http
        self._metadata = metadata
        self._sender = f"terminal-{secrets.token_urlsafe(12)}"

    def ask(self, message: str) -> Answer:
        """The answer to one message. Raises NoAnswerError, RefusedError."""
        metadata = {**self._metadata, "message_id": secrets.token_urlsafe(12)}
        body = {"sender": self._sender, "message": message, "metadata": metadata}
        response = self._posted(body)
        try:
            content = response.json()
        except ValueError as error:
            raise NoAnswerError from error
        if isinstance(content, dict) and "detail" in content:
            raise RefusedError(str(content["detail"]), response.status_code)
        if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
            raise NoAnswerError
        return Answer(tuple(content), response.is_success)

    def _posted(self, body: Mapping[str, Any]) -> httpx.Response:
        """The response; a message whose answer was lost is sent once more, and by its id answered only once."""
        try:
            return self._post(body)
        except (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError):
            return self._post_last(body)
        except httpx.HTTPError as error:
            raise NoAnswerError from error

    def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        return self._http.post("/webhooks/rest/webhook", json=body)

    def _post_last(self, body: Mapping[str, Any]) -> httpx.Response:
        try:
            return self._post(body)
        except httpx.HTTPError as error:
            raise NoAnswerError from error

    def fetched(self, path: str) -> bytes:
        """A file that the bot has given the path of. Raises NoAnswerError."""
        try:
            return self._http.get(path).raise_for_status().content
        except httpx.HTTPError as error:
            raise NoAnswerError from error

    def address(self, path: str = "") -> str:
        """A path in full, so that it can be opened from anywhere."""
        return str(self._http.base_url.join(path))

    def status(self) -> Status:
        """What the bot says to everyone now; nothing where it can't be asked."""
        try:
            content = self._http.get("/api/status").raise_for_status().json()
            notice, closed = content.get("notice") or {}, content.get("closed") or {}
            return Status(str(notice.get("id", "")), str(notice.get("text", "")), str(closed.get("text", "")))
        except (httpx.HTTPError, ValueError, AttributeError):
            return Status()
