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

    token: SecretStr = SecretStr("")
    """The user's login, which the command line sends to a bot that asks for one."""
    enkel: bool = False
    """Whether the command line shows plain lines, for a screen reader."""

    oidc_issuer: str = ""
    """Who logs the users in, as its tokens name it; empty means that nobody logs in, which only one's own machine may."""
    oidc_audience: str = ""
    """The id that the bot has there (client id)."""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid profile"
    oidc_role_claim: str = "roles"
    """The claim that says what a user is."""
    oidc_roles: Path | None = None
    """A YAML file with the values of the claim that give each role; without it those of data/innlogging.yml."""
    oidc_groups_url: str = ""
    """Where the user's groups are asked for, to stand in the claim; for Feide, whose tokens don't name them."""
    public_url: str = ""
    """The bot's address as users see it."""
    allowed_origins: str = ""
    """Pages elsewhere that may hold the chat, https://…, with commas between."""
    session_minutes: int = Field(default=120, ge=5)
    """Minutes until a user must log in again."""
    link_minutes: int = Field(default=60, ge=1)
    """Minutes that the link of a draft opens it for whoever has it, where users log in."""
    turns_per_minute: int = Field(default=30, ge=1)
    """How many messages a minute one user may send."""
    requests_per_minute: int = Field(default=120, ge=1)
    """How much one user may ask for in a minute, messages included."""
    address_requests_per_minute: int = Field(default=1200, ge=1)
    """The same for all who come from one address, such as a school's."""

    teams_app_id: str = ""
    """The bot's client id in Entra ID; empty means that Teams can't reach it."""
    teams_tenant: str = ""
    """The tenant in which the app is registered."""
    teams_secret: SecretStr = SecretStr("")
    """The app's client secret, with which the bot gets leave to write in Teams."""
    teams_tenants: Path | None = None
    """A YAML file: which kommune and roles the users of each tenant have; else `teams_tenant` alone, with `kommune`."""
    teams_service_hosts: str = "smba.trafficmanager.net,botframework.com"
    """Where Teams may ask to be answered: hosts with commas between, each with all below it."""
    teams_issuer: str = "https://api.botframework.com"
    """Who signs what comes from Teams; another in a sovereign cloud, as are the two below."""
    teams_keys_url: str = "https://login.botframework.com/v1/.well-known/keys"
    teams_token_url: str = ""
    """Where the bot gets its own token; empty means Entra ID's address for `teams_tenant`."""
    teams_owner: str = ""
    """The name that Teams shows as the app's owner; empty means that of the profile `kommune`."""
    teams_open: bool = False
    """Whether Microsoft's local test client may talk to the bot unsigned; only on this machine and never in production."""

    @property
    def has_login(self) -> bool:
        """Whether users must log in."""
        return bool(self.oidc_issuer)

    @property
    def origins(self) -> tuple[str, ...]:
        """The pages elsewhere that may hold the chat."""
        return tuple(each.strip() for each in self.allowed_origins.split(",") if each.strip())

    @property
    def rasa_address(self) -> str:
        """The base URL of Rasa."""
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"
