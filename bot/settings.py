"""All settings in one typed object, read once from HVANA_… variables and .env."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What a municipality's IT may set; every field has a default that works on one machine, offline."""

    model_config = SettingsConfigDict(env_prefix="HVANA_", env_file=ROOT / ".env", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    rasa_port: int = Field(default=5005, ge=1, le=65535)
    rasa_url: str = ""
    """Where Rasa listens; empty means the loopback address and `rasa_port`."""

    action_token: SecretStr = SecretStr("")
    """Shared by Rasa and the bot for POST /actions; `make run` makes one for each start."""
    rasa_token: SecretStr = SecretStr("")
    """Shared by the bot and Rasa for our channel; `make run` makes one for each start."""

    var_dir: Path = ROOT / "var"
    data_dir: Path = ROOT / "data"
    embedding_model: str = ""
    """A sentence-transformers name or folder; empty means the model shipped in data/embedding."""

    kommune: str = "nasjonal"
    """The profile used where a message names none."""
    case_hours: float = Field(default=3, gt=0)
    """After how many hours a new message may be about something else than the open case; then the bot asks."""
    reply_seconds: float = Field(default=4.5, gt=0)
    """How long Rasa may take before the user gets an honest sentence instead."""
    max_message_chars: int = Field(default=4000, ge=100)
    max_body_bytes: int = Field(default=64_000, ge=1000)
    draft_days: int = Field(default=30, ge=1)
    """Days after its last change until a draft is deleted."""
    draft_keys: SecretStr = SecretStr("")
    """Keys that lock the drafts, in base64 with commas between; the first locks, all open."""
    database_url: SecretStr = SecretStr("")
    """Where drafts are kept, sqlite:///… or postgresql://…; empty means a file in `var_dir`."""
    production: bool = False
    """Whether the bot refuses to start without keys of its own."""
    conversation_days: int = Field(default=30, ge=1)
    """Days until what was said is deleted."""

    @property
    def rasa_address(self) -> str:
        """The base URL of Rasa."""
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"
