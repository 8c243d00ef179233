"""The bot's own database, and the drafts that are kept in it, locked, until they expire."""

from bot.store.cipher import Cipher
from bot.store.conversations import Conversations
from bot.store.database import default_url, open_engine, sqlite_url
from bot.store.drafts import Draft, DraftEntry, Drafts
from bot.store.errors import StoreError, StoreSettingError, StoreUnavailableError
from bot.store.expiry import (
    delete_expired_hourly,
    delete_expired_now,
    delete_old_conversations_hourly,
)
from bot.store.keys import load_cipher, new_key
from bot.store.rotation import Rotation, rotate_drafts
from bot.store.schema import upgrade

__all__ = [
    "Cipher",
    "Conversations",
    "Draft",
    "DraftEntry",
    "Drafts",
    "Rotation",
    "StoreError",
    "StoreSettingError",
    "StoreUnavailableError",
    "default_url",
    "delete_expired_hourly",
    "delete_expired_now",
    "delete_old_conversations_hourly",
    "load_cipher",
    "new_key",
    "open_engine",
    "rotate_drafts",
    "sqlite_url",
    "upgrade",
]
