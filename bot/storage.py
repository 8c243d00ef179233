"""Open the drafts as the settings say."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.settings import Settings
from bot.store import Cipher, Drafts, default_url, load_cipher, open_engine, upgrade


def open_store(settings: Settings) -> Drafts:
    """The drafts, in a database brought up to date. Raises StoreSettingError where a key or an address won't do."""
    return Drafts(*store_parts(settings), settings.draft_days)


def store_parts(settings: Settings) -> tuple[Engine, Cipher]:
    """The database, brought up to date, and what locks it. Raises StoreSettingError."""
    keys = settings.draft_keys.get_secret_value()
    cipher = load_cipher(keys, settings.var_dir / "utkast.key", settings.production)
    engine = open_engine(settings.database_url.get_secret_value() or default_url(settings.var_dir))
    upgrade(engine)
    return engine, cipher
