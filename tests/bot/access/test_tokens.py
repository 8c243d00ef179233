"""A token opens only where the login service has made it for the bot; a forged one opens nothing and is quoted nowhere."""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.access.words import load_access_words
from tests.actions.conftest import DATA
from tests.bot.access.house import CHAT, House, login_settings
from tests.support.identity_provider import CLIENT, KARI, PUPIL, IdentityProvider, SigningPair

OTHER_TENANT = "11111111-2222-4333-8444-555555555555"
MESSAGE = {"sender": "a", "message": "en elev blir fryst ut"}
SENTENCE = load_access_words(DATA / "innlogging.yml").refused
Forge = Callable[[IdentityProvider], str]


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(provider: IdentityProvider, alg: str = "none") -> str:
    return f"{part({'alg': alg, 'typ': 'JWT', 'kid': 'a'})}.{part(provider.claims())}."


def with_public_key_as_secret(provider: IdentityProvider) -> str:
    """HS256 with the service's public key as its secret: what a careless check takes for the service's own."""
    pem = (
        provider.keys[0]
        .private.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    head = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'a'})}.{part(provider.claims())}"
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(head.encode(), pem)
    return f"{head}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def with_header(provider: IdentityProvider, **header: Any) -> str:
    return jwt.encode(provider.claims(), provider.keys[0].private, "RS256", {"kid": "a", **header})


def changed(provider: IdentityProvider) -> str:
    """Another user's claims under a good signature."""
    head, _, signature = provider.token().split(".")
    return f"{head}.{part(provider.claims(oid='another'))}.{signature}"


def bit_flipped(provider: IdentityProvider) -> str:
    token = provider.token()
    return token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]


def of_another_kind(provider: IdentityProvider) -> str:
    """An EC signature under the id of an RSA key."""
    return jwt.encode(provider.claims(), ec.generate_private_key(ec.SECP256R1()), "ES256", {"kid": "a"})


FORGED: dict[str, Forge] = {
    "alg none": unsigned,
    "alg NONE": lambda provider: unsigned(provider, "NONE"),
    "no alg": lambda provider: f"{part({'kid': 'a'})}.{part(provider.claims())}.",
    "HS256 with the public key": with_public_key_as_secret,
    "another's key under a known id": lambda provider: provider.token(key=SigningPair("a")),
    "unknown key id": lambda provider: provider.token(key=SigningPair("ukjent")),
    "no key id": lambda provider: jwt.encode(provider.claims(), provider.keys[0].private, "RS256"),
    "a key in the token": lambda provider: with_header(SelfMade(provider), jwk=SigningPair("a").public),
    "a key address in the token": lambda provider: with_header(provider, kid="x", jku="https://ond.example/keys"),
    "a key id that is a path": lambda provider: with_header(provider, kid="../../etc/passwd"),
    "critical header": lambda provider: with_header(provider, crit=["ukjent"], ukjent=1),
    "changed claims": changed,
    "changed signature": bit_flipped,
    "EC under an RSA key": of_another_kind,
    "wrong issuer": lambda provider: provider.token(iss="https://login.example/v2.0"),
    "issuer with a slash": lambda provider: provider.token(iss=f"{provider.issuer}/"),
    "no issuer": lambda provider: provider.token(iss=None),
    "wrong audience": lambda provider: provider.token(aud="et-annet-system"),
    "no audience": lambda provider: provider.token(aud=None),
    "expired": lambda provider: provider.token(exp=int(time.time()) - 120),
    "no exp": lambda provider: provider.token(exp=None),
    "exp that is a word": lambda provider: provider.token(exp="aldri"),
    "not yet": lambda provider: provider.token(nbf=int(time.time()) + 600),
    "no nbf": lambda provider: provider.token(nbf=None),
    "made in the future": lambda provider: provider.token(iat=int(time.time()) + 600),
    "no iat": lambda provider: provider.token(iat=None),
    "no sub": lambda provider: provider.token(sub=None),
    "another tenant": lambda provider: provider.token(tid=OTHER_TENANT),
    "no tenant": lambda provider: provider.token(tid=None),
    "truncated": lambda provider: provider.token()[:-40],
    "without signature": lambda provider: provider.token().rpartition(".")[0],
    "huge": lambda provider: provider.token(fyll="x" * 20_000),
    "no token": lambda provider: "ikke.et.token",
    "a word": lambda provider: "passord",
    "empty": lambda provider: "",
    "dots": lambda provider: "...",
    "odd signs": lambda provider: "æ.ø.å",
    "deep": lambda provider: f"{base64.urlsafe_b64encode(b'[' * 6000).decode()}.e.e",
}  # fmt: skip


class SelfMade(IdentityProvider):
    """The same service with a key of the forger's own."""

    def __init__(self, real: IdentityProvider) -> None:
        self.__dict__.update(real.__dict__)
        self.keys = [SigningPair("a")]


def ask(house: House, header: str) -> Any:
    value = header.encode()  # as bytes, since a header may hold anything
    return house.client().post(CHAT, json=MESSAGE, headers={b"authorization": value})


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_opens_nothing_and_is_quoted_nowhere(
    house: House, provider: IdentityProvider, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    forged = FORGED[name](provider)
    answer = ask(house, f"Bearer {forged}")
    assert answer.status_code == 401
    assert answer.json() == {"detail": SENTENCE["log_in"]}
    assert answer.headers["www-authenticate"] == "Bearer"
    assert not house.rasa.senders
    pieces = [piece for piece in forged.split(".") if len(piece) > 8]
    assert not [piece for piece in pieces if piece in caplog.text + answer.text]


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_the_right_one_opens(house: House, provider: IdentityProvider, scheme: str) -> None:
    assert ask(house, f"{scheme} {provider.token()}").status_code == 200
    assert len(house.rasa.senders) == 1


@pytest.mark.parametrize("header", ["Basic a2FyaTpvbGE=", "Bearer", "bearer ", "Digest x", "x"])
def test_another_scheme_opens_nothing(house: House, header: str) -> None:
    assert ask(house, header).status_code == 401


def test_one_of_several_audiences_is_enough(house: House, provider: IdentityProvider) -> None:
    assert ask(house, f"Bearer {provider.token(aud=['annet', CLIENT])}").status_code == 200


def test_a_pupil_has_a_good_token_and_is_told_that_this_is_for_staff(
    house: House, provider: IdentityProvider
) -> None:
    for roles in (PUPIL["roles"], [], None, "elev", {"id": 3}, [["ansatt ansatt"]]):
        answer = ask(house, f"Bearer {provider.token(roles=roles)}")
        assert answer.status_code == 403
        assert answer.json() == {"detail": SENTENCE["no_role"]}
    assert not house.rasa.senders


def test_feides_tokens_need_no_nbf(opened: Callable[..., House]) -> None:
    with IdentityProvider(tenant=None) as feide:
        house = opened(**login_settings(feide))
        assert ask(house, f"Bearer {feide.token(nbf=None, oid=None)}").status_code == 200
        late = feide.token(nbf=int(time.time()) + 600, oid=None)
        assert ask(house, f"Bearer {late}").status_code == 401


def test_an_ec_key_is_as_good(
    opened: Callable[..., House], provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = opened(**login_settings(provider))
    private = ec.generate_private_key(ec.SECP256R1())
    shown = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(private.public_key()))

    pair = SimpleNamespace(public={**shown, "kid": "ec", "use": "sig"})
    monkeypatch.setattr(provider, "keys", [pair])
    token = jwt.encode({**provider.claims(), **KARI}, private, "ES256", {"kid": "ec"})
    assert ask(house, f"Bearer {token}").status_code == 200
