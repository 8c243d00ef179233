"""Find the keys that lock the drafts: set by whoever runs the bot, made at the first start where one develops."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.store.cipher import KEY_BYTES, Cipher
from bot.store.errors import StoreSettingError

VARIABLE = "HVANA_DRAFT_KEYS"
_OTHERS_MAY = 0o077


def new_key() -> str:
    """Make a key, written as the setting wants it: 44 letters of base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def load_cipher(keys: str, key_file: Path, is_production: bool) -> Cipher:
    """The cipher for keys in base64 with commas between: the first locks, all open.

    Where there are none, development keeps one in `key_file`, which is made if need be; in production that is an error.
    Raises StoreSettingError, whose sentence says what to do and never quotes a key.
    """
    if keys.strip():
        return _cipher(keys, VARIABLE)
    if is_production:
        raise StoreSettingError(
            f"{VARIABLE} mangler. Uten nøkkel kan ingen utkast lagres trygt, så boten starter ikke. "
            f"Lag en nøkkel med «python -m bot key», sett den som {VARIABLE}, og ta vare på den utenfor databasen."
        )
    return _cipher(_from_file(key_file), str(key_file))


def _cipher(keys: str, origin: str) -> Cipher:
    parts = [part.strip() for part in keys.split(",")]
    return Cipher([_decoded(part, f"Nøkkel {number} i {origin}") for number, part in enumerate(parts, 1)])


def _decoded(text: str, name: str) -> bytes:
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True) if text.isascii() else b""
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreSettingError(
            f"{name} er ikke {KEY_BYTES} byte skrevet som base64. Lag en ny med «python -m bot key», eller hent fram "
            "den gamle: utkast som er låst med en nøkkel du ikke har, kan ingen åpne."
        )
    return key


def _from_file(path: Path) -> str:
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & _OTHERS_MAY:
            raise StoreSettingError(
                f"Andre kan lese nøkkelen i {path}. Kjør «chmod 600 {path}» og start igjen."
            )
        return path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise StoreSettingError(
            f"Nøkkelfila {path} kan ikke lages eller leses ({error.strerror})."
        ) from error


def _make(path: Path) -> None:
    """Put the whole file in place at once: two that start together must end up with one and the same key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key() + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)
