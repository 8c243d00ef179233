"""One login with the municipality's service: the way there, and back with a code that becomes a user."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import asdict, dataclass

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from bot.access.access import Login
from bot.access.claims import identity_of_claims
from bot.access.errors import Reason, RefusedError
from bot.access.identity import Identity

CALLBACK = "/logg-inn/svar"
_VERIFIER_BYTES = 48


@dataclass(frozen=True)
class Begun:
    """A login that is going on: what only its browser knows, where to go on, and the page that wants the token."""

    state: str
    nonce: str
    verifier: str
    to: str
    origin: str

    @property
    def cookie(self) -> str:
        """A cookie of its own, so that logins in two tabs don't disturb each other."""
        return cookie_of(self.state)


def cookie_of(state: str) -> str:
    """The cookie in which a login with that state was begun."""
    return f"hvana-{state[:12]}"


def begin(to: str, origin: str) -> Begun:
    """A new login; `origin` is empty where no other page wants the token."""
    return Begun(
        secrets.token_urlsafe(), secrets.token_urlsafe(), secrets.token_urlsafe(_VERIFIER_BYTES), to, origin
    )


def sealed(login: Login, begun: Begun) -> str:
    """What the browser keeps until it comes back."""
    return login.begun.sealed(asdict(begun))


async def address(login: Login, begun: Begun) -> str:
    """Where the browser is sent to. Raises RefusedError where the service is away."""
    settings = login.settings
    return str(
        prepare_grant_uri(
            await login.provider.endpoint("authorization_endpoint"),
            client_id=settings.oidc_audience,
            response_type="code",
            redirect_uri=_redirect_uri(login),
            scope=settings.oidc_scopes,
            state=begun.state,
            nonce=begun.nonce,
            code_challenge=create_s256_code_challenge(begun.verifier),
            code_challenge_method="S256",
        )
    )


async def finish(login: Login, kept: str, state: str, code: str) -> tuple[Begun, Identity]:
    """The login that is now done, and its user. Raises RefusedError where anything doesn't hold."""
    content = login.begun.opened(kept)
    begun = Begun(**content) if content else None
    if not begun or not code or not hmac.compare_digest(begun.state.encode(), state.encode()):
        raise RefusedError(Reason.LOGIN_FAILED)
    given = await _trade(login, begun, code)
    claims = await login.tokens.claims(str(given.get("id_token", "")))
    if claims.get("nonce") != begun.nonce:
        raise RefusedError(Reason.LOGIN_FAILED)
    settings = login.settings
    if settings.oidc_groups_url:
        groups = await login.provider.ask(settings.oidc_groups_url, str(given.get("access_token", "")))
        claims = {**claims, settings.oidc_role_claim: groups}
    return begun, identity_of_claims(claims, settings.oidc_role_claim, login.roles)


async def _trade(login: Login, begun: Begun, code: str) -> dict[str, object]:
    settings = login.settings
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _redirect_uri(login),
        "client_id": settings.oidc_audience,
        "code_verifier": begun.verifier,
    }
    secret = settings.oidc_client_secret.get_secret_value()
    if secret:
        form["client_secret"] = secret
    given = await login.provider.trade(await login.provider.endpoint("token_endpoint"), form)
    if not isinstance(given, dict):
        raise RefusedError(Reason.PROVIDER_AWAY)
    return given


def _redirect_uri(login: Login) -> str:
    return login.settings.public_url.rstrip("/") + CALLBACK
