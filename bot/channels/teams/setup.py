"""Open the door to Teams as the settings say, or leave it shut."""

from __future__ import annotations

from fastapi import FastAPI

from bot.access.access import Access
from bot.access.addresses import is_loopback
from bot.access.flood import Floods
from bot.assembly import Services
from bot.channels.teams.cards import load_card_context
from bot.channels.teams.channel import TeamsChannel
from bot.channels.teams.errors import TeamsSettingError
from bot.channels.teams.gate import Gate, OpenGate, SignedGate
from bot.channels.teams.keys import PublishedKeys
from bot.channels.teams.route import router
from bot.channels.teams.service_urls import service_urls
from bot.channels.teams.talk import Talk, Users
from bot.channels.teams.tenants import Tenant, demand_kommune, load_tenants
from bot.channels.teams.words import load_words
from bot.secrets import load_signing_key
from bot.settings import Settings

_TOKEN_URL = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"


def add_teams(app: FastAPI, settings: Settings, services: Services) -> TeamsChannel | None:
    """Let the app answer Teams; None, and no such route, where it is not set up. Raises TeamsSettingError."""
    if not settings.teams_app_id and not settings.teams_open:
        return None
    demand_settings(settings)
    access: Access = app.state.access
    channel = _channel(settings, services, access.floods)
    app.state.teams = channel
    app.include_router(router)
    return channel


def demand_settings(settings: Settings) -> None:
    """Raise TeamsSettingError where Teams is half set up, or open to more than this machine."""
    needed = {
        "HVANA_TEAMS_TENANT": settings.teams_tenant,
        "HVANA_TEAMS_SECRET": settings.teams_secret.get_secret_value(),
    }
    missing = [name for name, value in needed.items() if not value]
    if settings.teams_app_id and missing:
        raise TeamsSettingError(f"Teams er halvt satt opp. Sett også {' og '.join(missing)}.")
    if settings.teams_open and (settings.production or not is_loopback(settings.host)):
        raise TeamsSettingError(
            "HVANA_TEAMS_OPEN slipper inn hvem som helst, og er bare for prøver på egen maskin. Fjern den."
        )


def _channel(settings: Settings, services: Services, floods: Floods) -> TeamsChannel:
    # Here and not above: the SDK takes a second to load, and most run without Teams.
    from bot.channels.teams.connector import Connector, NoTokens
    from bot.channels.teams.reply_token import ReplyTokens

    users = _users(settings, services)
    secret = settings.teams_secret.get_secret_value()
    token_url = settings.teams_token_url or _TOKEN_URL.format(tenant=settings.teams_tenant)
    tokens = ReplyTokens(settings.teams_app_id, secret, token_url) if settings.teams_app_id else NoTokens()
    words = load_words(settings.data_dir / "teams.yml")
    public_url = settings.public_url or f"http://{settings.host}:{settings.port}"
    cards = load_card_context(settings.data_dir, public_url, services.pdf.is_there)
    talk = Talk(services.reception, floods, users, words, cards, settings.max_message_chars)
    return TeamsChannel(_gate(settings, users), Connector(settings.teams_app_id, tokens), talk, words, cards)


def _gate(settings: Settings, users: Users) -> Gate:
    if not settings.teams_app_id:
        return OpenGate(service_urls("", allows_loopback=True))
    return SignedGate(
        app_id=settings.teams_app_id,
        issuer=settings.teams_issuer,
        keys=PublishedKeys(settings.teams_keys_url),
        service_urls=service_urls(settings.teams_service_hosts),
        tenants=users.tenants.keys(),
    )


def _users(settings: Settings, services: Services) -> Users:
    kommuner = {each.id for each in services.rulebook.municipalities.all()}
    demand_kommune(settings.kommune, kommuner)
    default = Tenant(kommune=settings.kommune)
    key = load_signing_key(settings.var_dir / "secret.key")
    if not settings.teams_app_id:
        return Users({}, default, key)
    if settings.teams_tenants:
        return Users(load_tenants(settings.teams_tenants, kommuner), default, key)
    return Users({settings.teams_tenant.lower(): default}, default, key)
