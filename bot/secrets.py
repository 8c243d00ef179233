"""The bot's own key, made at the first start: it signs buttons and draft links, and hides who writes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

_SIGNATURE_BYTES = 12


class SigningKey:
    """Signs short texts; whoever lacks the key can neither make nor guess a signature."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, *parts: str) -> str:
        """A signature of 16 characters (96 bits) over the parts, fit for an address."""
        digest = hmac.new(self._key, "\x1f".join(parts).encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()

    def derived(self, use: str) -> bytes:
        """A key of 32 bytes for one use, from which neither this key nor that of another use can be found."""
        return hmac.new(self._key, b"\x1e" + use.encode(), hashlib.sha256).digest()

    def is_signed(self, signature: str, *parts: str) -> bool:
        """Whether the signature was made by us over exactly these parts."""
        return hmac.compare_digest(self.sign(*parts).encode(), signature.encode())


def load_signing_key(path: Path) -> SigningKey:
    """The key in the file, which is made, readable by its owner alone, where it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    return SigningKey(path.read_bytes())
