"""Refuses settings that would let in others than they should: said at the start, before anybody can come."""

from __future__ import annotations

import re

from bot.access.addresses import is_loopback, is_safe_url
from bot.access.errors import AccessSettingError
from bot.settings import Settings

_ORIGIN = re.compile(r"https?://[^/\s?#@*]+")
_HOW = "Se docs/innlogging.md."


def demand_safe(settings: Settings) -> None:
    """Raise AccessSettingError where the settings don't fit together, with the one to set right."""
    for origin in settings.origins:
        if not _ORIGIN.fullmatch(origin) or not is_safe_url(origin):
            raise AccessSettingError(
                f"HVANA_ALLOWED_ORIGINS: «{origin}» går ikke. Skriv «https://intranett.kommune.no», uten noe etter."
            )
    if settings.has_login:
        _demand_login(settings)
    else:
        _demand_own_machine(settings)


def _demand_own_machine(settings: Settings) -> None:
    if settings.production:
        raise AccessSettingError(
            f"HVANA_PRODUCTION krever innlogging. Sett HVANA_OIDC_ISSUER og de andre innstillingene. {_HOW}"
        )
    if not is_loopback(settings.host):
        raise AccessSettingError(
            f"Uten innlogging svarer boten bare på sin egen maskin, og HVANA_HOST er {settings.host or 'tom'}. "
            f"Sett HVANA_HOST=127.0.0.1, eller sett opp innlogging. {_HOW}"
        )


def _demand_login(settings: Settings) -> None:
    if not settings.oidc_audience:
        raise AccessSettingError(f"HVANA_OIDC_AUDIENCE mangler: id-en boten har hos innloggingen. {_HOW}")
    addresses = {"HVANA_OIDC_ISSUER": settings.oidc_issuer, "HVANA_PUBLIC_URL": settings.public_url}
    if settings.oidc_groups_url:
        addresses["HVANA_OIDC_GROUPS_URL"] = settings.oidc_groups_url
    for name, address in addresses.items():
        if not is_safe_url(address):
            raise AccessSettingError(
                f"{name} må være en adresse som begynner med https://, og er «{address}». {_HOW}"
            )
