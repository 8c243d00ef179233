"""What a token says of a user, as an identity: the same person is the same subject in every channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.access.errors import Reason, RefusedError
from bot.access.identity import ANSATT, Identity
from bot.access.words import RoleValues

_ENTRA_ISSUER = re.compile(r"/(?P<tenant>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/v2\.0/?", re.IGNORECASE)


def entra_tenant(issuer: str) -> str | None:
    """The tenant that an Entra ID issuer names (…/{tenant}/v2.0); None for any other issuer."""
    found = _ENTRA_ISSUER.search(issuer)
    return found["tenant"].lower() if found else None


def entra_subject(tenant: str, user: str) -> str:
    """The subject of a user in Entra ID, by tenant id and object id."""
    return f"entra:{tenant.lower()}:{user.lower()}"


def subject_of(claims: Mapping[str, Any]) -> str:
    """Whom the claims are about. Raises RefusedError where the tenant is not the issuer's, or nobody is named."""
    issuer, sub = str(claims["iss"]), claims.get("sub")
    tenant, user = entra_tenant(issuer), claims.get("oid")
    if tenant:
        if str(claims.get("tid", "")).lower() != tenant:
            raise RefusedError(Reason.LOG_IN)
        if isinstance(user, str) and user:
            return entra_subject(tenant, user)
    if not isinstance(sub, str) or not sub:
        raise RefusedError(Reason.LOG_IN)
    return f"{issuer}|{sub}"


def identity_of_claims(claims: Mapping[str, Any], claim: str, values: RoleValues) -> Identity:
    """The user; every role is also `ansatt`. Raises RefusedError as `subject_of`."""
    given = set(_flat(claims.get(claim)))
    roles = {role for role, wanted in values if given & set(wanted)}
    return Identity(subject_of(claims), frozenset(roles | {ANSATT} if roles else ()))


def _flat(value: object) -> Iterable[str]:
    """The values of a claim: one text, a list of them, or Feide's groups, each as its id and as id:affiliation."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, Mapping) and isinstance(value.get("id"), str):
        yield value["id"]
        membership = value.get("membership")
        affiliation = membership.get("affiliation") if isinstance(membership, Mapping) else None
        yield from (f"{value['id']}:{each}" for each in _flat(affiliation))
