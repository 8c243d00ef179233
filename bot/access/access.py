"""What the login consists of, put together once, and who a request comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request

from bot.access.addresses import OwnHosts
from bot.access.answers import Answers
from bot.access.claims import identity_of_claims
from bot.access.errors import Reason, RefusedError
from bot.access.flood import Floods
from bot.access.identity import ANYONE, NOBODY, Identity
from bot.access.provider import Provider
from bot.access.rules import demand_safe
from bot.access.sessions import Seal, Sessions
from bot.access.tokens import TokenCheck
from bot.access.words import RoleValues, load_access_words, load_role_values
from bot.secrets import load_signing_key
from bot.settings import Settings

_BEARER = "bearer "
_READING = ("GET", "HEAD")
LOGIN_SECONDS = 600  # from when a login is begun until it must be done


@dataclass(frozen=True)
class Login:
    """The login service, and the proofs that the bot itself gives after a login."""

    provider: Provider
    tokens: TokenCheck
    sessions: Sessions
    begun: Seal
    roles: RoleValues
    settings: Settings

    @property
    def origin(self) -> str:
        """The origin of the bot's own pages."""
        parts = urlsplit(self.settings.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; over https one that no other host of the municipality can set."""
        return "__Host-hvana" if self.is_https else "hvana"

    @property
    def is_https(self) -> bool:
        """Whether users reach the bot over https; if not, on their own machine."""
        return self.settings.public_url.startswith("https:")

    def may_hold(self, origin: str) -> bool:
        """Whether a page of that origin may be given a user's proof."""
        return origin == self.origin or origin in self.settings.origins

    async def user(self, request: Request) -> Identity | None:
        """Who has logged in; None where nobody has. Raises RefusedError where what is shown doesn't hold."""
        header = request.headers.get("authorization", "")
        if header:
            return await self._bearer(header)
        session = request.cookies.get(self.cookie, "")
        return self.sessions.identity(session) if session and self._is_from_own_page(request) else None

    async def identity(self, token: str) -> Identity:
        """The user of a token of the login service. Raises RefusedError."""
        claims = await self.tokens.claims(token)
        return identity_of_claims(claims, self.settings.oidc_role_claim, self.roles)

    async def _bearer(self, header: str) -> Identity:
        if not header.lower().startswith(_BEARER):
            raise RefusedError(Reason.LOG_IN)
        token = header[len(_BEARER) :].strip()
        if "." in token:  # as a signed token has, and a proof of ours hasn't
            return await self.identity(token)
        user = self.sessions.identity(token)
        if user is None:
            raise RefusedError(Reason.LOG_IN)
        return user

    def _is_from_own_page(self, request: Request) -> bool:
        """Whether a cookie counts: a browser sends it also when another page makes it post something."""
        if request.method in _READING:
            return True
        site = request.headers.get("sec-fetch-site")
        if site:  # said by the browser itself, also of a form whose origin is kept back
            return site == "same-origin"
        return request.headers.get("origin") in (None, self.origin)


@dataclass(frozen=True)
class Access:
    """Everything that decides who comes in; `login` is None where nobody logs in."""

    login: Login | None
    hosts: OwnHosts
    floods: Floods
    answers: Answers

    async def user(self, request: Request, must_log_in: bool) -> Identity:
        """Who a request comes from. Raises RefusedError where it must be somebody, and is nobody or no member of staff."""
        if self.login is None:
            return ANYONE
        try:
            user = await self.login.user(request)
        except RefusedError:
            if must_log_in:
                raise
            return NOBODY
        if user is None and must_log_in:
            raise RefusedError(Reason.LOG_IN)
        if must_log_in and user and not user.roles:
            raise RefusedError(Reason.NO_ROLE)
        return user if user and user.roles else NOBODY


def open_access(settings: Settings) -> Access:
    """Put it together; nothing is fetched yet. Raises AccessSettingError where the settings are not safe."""
    demand_safe(settings)
    words = load_access_words(settings.data_dir / "innlogging.yml")
    answers = Answers(words, settings.data_dir, urlsplit(settings.public_url).path.rstrip("/"))
    roles = _roles(settings.oidc_roles, words.roles)
    login = _open_login(settings, roles) if settings.has_login else None
    return Access(login, OwnHosts(settings), Floods(settings), answers)


def _open_login(settings: Settings, roles: RoleValues) -> Login:
    key = load_signing_key(settings.var_dir / "secret.key")
    provider = Provider(settings.oidc_issuer)
    return Login(
        provider=provider,
        tokens=TokenCheck(provider, settings.oidc_issuer, settings.oidc_audience),
        sessions=Sessions(key, settings.session_minutes),
        begun=Seal(key, "login", LOGIN_SECONDS),
        roles=roles,
        settings=settings,
    )


def _roles(own: Path | None, shipped: RoleValues) -> RoleValues:
    return load_role_values(own) if own else shipped
