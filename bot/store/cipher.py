"""Lock what is stored, so that whoever gets hold of the database or a backup can neither read nor move it.

AES-256-GCM and not Fernet, since Fernet can't bind a text to its place: here the draft's id and owner are authenticated
with it, so a row copied to another id, or given to another owner, no longer opens.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.errors import UnreadableError

KEY_BYTES = 32
_FORMAT = b"\x01"
_NAME_BYTES = 8
_HEADER_BYTES = len(_FORMAT) + _NAME_BYTES
_NONCE_BYTES = 12  # random; a key is good for 2**32 texts (NIST SP 800-38D), far more than a kommune's drafts


class Cipher:
    """Locks with the first of its keys and opens with any of them, so that keys can be replaced one at a time.

    A locked text is: format (1 byte), the key's name (8), nonce (12), ciphertext, tag (16).
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = {_header(key): AESGCM(key) for key in keys}
        self._current = _header(keys[0])

    def seal(self, plain: bytes, *place: str) -> bytes:
        """Lock a text to its place, which is not stored with it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        bound = _bound(self._current, place)
        return self._current + nonce + self._keys[self._current].encrypt(nonce, plain, bound)

    def open(self, sealed: bytes, *place: str) -> bytes:
        """Return the text that was locked to exactly this place.

        Raises UnreadableError where it was altered, locked to another place, or with a key that we lack.
        """
        header, rest = sealed[:_HEADER_BYTES], sealed[_HEADER_BYTES:]
        try:
            key = self._keys[header]
            return key.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _bound(header, place))
        except (KeyError, ValueError, InvalidTag):  # ValueError: cut off within the nonce
            raise UnreadableError from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether a text was locked with the first key."""
        return sealed.startswith(self._current)

    def rotate(self, sealed: bytes, *place: str) -> bytes:
        """Return the text locked with the first key. Raises UnreadableError as `open` does."""
        return sealed if self.is_current(sealed) else self.seal(self.open(sealed, *place), *place)


def _header(key: bytes) -> bytes:
    """Name a key by a hash, from which the 256 random bits can't be told."""
    return _FORMAT + hashlib.sha256(b"hvana draft key" + key).digest()[:_NAME_BYTES]


def _bound(header: bytes, place: Sequence[str]) -> bytes:
    """Join what is authenticated so that no two places read the same."""
    return header + json.dumps(place).encode()
