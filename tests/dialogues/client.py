"""Talk to the bot over its HTTP contract, as any Rasa web client does."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx

Reply = dict[str, Any]


@dataclass
class Talk:
    """One conversation with a running bot."""

    url: str
    kommune: str = "nasjonal"
    rolle: str = "ansatt"
    sender: str = field(default_factory=lambda: f"test-{secrets.token_hex(8)}")
    replies: list[Reply] = field(default_factory=list)

    def say(self, message: str) -> list[Reply]:
        """Send a message; gives and keeps the replies."""
        body = {
            "sender": self.sender,
            "message": message,
            "metadata": {"kommune": self.kommune, "rolle": self.rolle},
        }
        response = httpx.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=20, trust_env=False)
        assert response.status_code == 200, response.text
        self.replies = response.json()
        assert self.replies, "et tomt svar"
        return self.replies

    def press(self, title: str) -> list[Reply]:
        """Press the button with that title in the last replies."""
        return self.say(self.payload(title))

    def payload(self, title: str) -> str:
        """What the button with that title sends."""
        buttons = [button for reply in self.replies for button in reply.get("buttons", [])]
        titles = [button["title"] for button in buttons]
        assert title in titles, f"Ingen knapp «{title}» blant {titles}"
        return str(next(button["payload"] for button in buttons if button["title"] == title))

    @property
    def text(self) -> str:
        """All texts of the last replies."""
        return "\n".join(reply.get("text", "") for reply in self.replies)

    @property
    def route(self) -> str | None:
        """Where the last message went."""
        route: str | None = self.replies[0].get("custom", {}).get("route")
        return route

    def custom(self, key: str) -> Any:
        """The first value under that key of `custom` in the last replies, or None."""
        found = (reply["custom"][key] for reply in self.replies if key in reply.get("custom", {}))
        return next(found, None)
