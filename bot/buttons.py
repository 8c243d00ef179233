"""Sign the buttons that go out, so that only a button the bot offered in this conversation can set a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.secrets import SigningKey

_SIGNED = re.compile(r"(/[a-z_]+\{.*\})~([\w-]{16})", re.DOTALL)


class Buttons:
    """Signs and checks payloads, each bound to one conversation."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def signed(self, sender: str, reply: Mapping[str, Any]) -> dict[str, Any]:
        """The reply with its buttons' payloads signed for the sender."""
        if not reply.get("buttons"):
            return dict(reply)
        buttons = [
            {
                **button,
                "payload": f"{button['payload']}~{self._key.sign('button', sender, button['payload'])}",
            }
            for button in reply["buttons"]
        ]
        return {**reply, "buttons": buttons}

    def pressed(self, sender: str, message: str) -> str | None:
        """The payload, where the message is a button that was offered to this sender; else None."""
        match = _SIGNED.fullmatch(message)
        if match and self._key.is_signed(match[2], "button", sender, match[1]):
            return match[1]
        return None
