"""Only what Microsoft has signed for this bot, from a tenant that we serve, is let in; nothing else makes it stumble."""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from knowledge.rulebook import Rulebook
from tests.bot.channels.teams.conftest import Desk, app_with, client_of, settings_for
from tests.support.teams import TENANT, Teams, activity

STRANGER = rsa.generate_private_key(65537, 2048)
ELSEWHERE = "https://smba.trafficmanager.net/amer/"
OTHER_TENANT = "99999999-dddd-4eee-8fff-444444444444"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module")
def client(
    microsoft: Teams, tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook, desk: Desk
) -> Iterator[TestClient]:
    with client_of(
        app_with(settings_for(microsoft, tmp_path_factory.mktemp("var")), desk, rulebook)
    ) as client:
        yield client


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def unsigned(teams: Teams) -> str:
    return f"{part({'alg': 'none', 'kid': teams.key_id})}.{part(teams.claims())}."


def signed_with_public_key(teams: Teams) -> str:
    public = teams.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head, claims = part({"alg": "HS256", "kid": teams.key_id}), part(teams.claims())
    key = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = key.sign(f"{head}.{claims}".encode(), public)
    return f"{head}.{claims}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered(teams: Teams) -> str:
    head, _, signature = teams.token().split(".")
    return f"{head}.{part(teams.claims(aud='noen-andre'))}.{signature}"


FORGED: dict[str, Callable[[Teams], str]] = {
    "no algorithm": unsigned,
    "signed with the public key as a secret": signed_with_public_key,
    "signed by a stranger": lambda teams: jwt.encode(
        teams.claims(), STRANGER, "RS256", headers={"kid": teams.key_id}
    ),
    "another algorithm of the right key": lambda teams: jwt.encode(
        teams.claims(), teams.key, "RS512", headers={"kid": teams.key_id}
    ),
    "unknown key": lambda teams: jwt.encode(teams.claims(), teams.key, "RS256", headers={"kid": "ukjent"}),
    "no key id": lambda teams: jwt.encode(teams.claims(), teams.key, "RS256"),
    "claims changed afterwards": tampered,
    "another issuer": lambda teams: teams.token(iss="https://sts.windows.net/x/"),
    "no issuer": lambda teams: teams.token(iss=None),
    "another audience": lambda teams: teams.token(aud="22222222-aaaa-4bbb-8ccc-222222222222"),
    "a list of audiences": lambda teams: teams.token(aud=[teams.claims()["aud"]]),
    "no audience": lambda teams: teams.token(aud=None),
    "expired": lambda teams: teams.token(exp=int(time.time()) - 120),
    "no end": lambda teams: teams.token(exp=None),
    "an end that is no number": lambda teams: teams.token(exp="i morgen"),
    "not valid yet": lambda teams: teams.token(nbf=int(time.time()) + 600),
    "another service url": lambda teams: teams.token(serviceurl=ELSEWHERE),
    "no service url": lambda teams: teams.token(serviceurl=None),
    "another tenant": lambda teams: teams.token(tid=OTHER_TENANT),
    "cut off": lambda teams: teams.token()[:-20],
    "huge": lambda teams: teams.token(x="a" * 20_000),
    "not a token": lambda _: "heisann",
    "dots alone": lambda _: "..",
    "empty": lambda _: "",
}


@pytest.mark.parametrize("kind", FORGED)
def test_forged_token_is_refused(
    client: TestClient, teams: Teams, desk: Desk, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.heard.clear()
    token = FORGED[kind](teams)
    response = client.post(
        "/api/messages", json=activity(teams), headers={"Authorization": f"Bearer {token}"}
    )
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert not desk.heard
    assert not teams.posted
    if len(token) > 2:
        assert token[:30] not in response.text + caplog.text
    assert "garderoben" not in response.text + caplog.text


@pytest.mark.parametrize("header", [None, "", "Basic abc", "{token}", "Bearer", "Bearer  {token} x"])
def test_header_that_bears_no_token_is_refused(client: TestClient, teams: Teams, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.format(token=teams.token())}
    assert client.post("/api/messages", json=activity(teams), headers=headers).status_code == 401


MISFITS: dict[str, Callable[[Teams], dict[str, Any]]] = {
    "answered elsewhere than the token says": lambda _: {"serviceUrl": ELSEWHERE},
    "another tenant": lambda _: {
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": OTHER_TENANT},
        "channelData": {"tenant": {"id": OTHER_TENANT}},
    },
    "two tenants": lambda _: {"channelData": {"tenant": {"id": OTHER_TENANT}}},
    "no tenant": lambda _: {"conversation": {"id": "a:1", "conversationType": "personal"}, "channelData": {}},
    "nobody": lambda _: {"from": {"id": "29:bruker"}},
}


@pytest.mark.parametrize("kind", MISFITS)
def test_activity_that_does_not_fit_its_token_is_refused(
    client: TestClient, teams: Teams, desk: Desk, kind: str
) -> None:
    desk.heard.clear()
    sent = activity(teams, **MISFITS[kind](teams))
    assert client.post("/api/messages", json=sent, headers=teams.headers).status_code == 401
    assert not desk.heard


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evilbotframework.com/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pass@smba.trafficmanager.net/",
        "http://localhost:9/",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_token_for_an_address_that_is_not_teams_is_refused(
    client: TestClient, teams: Teams, url: str
) -> None:
    headers = {"Authorization": f"Bearer {teams.token(serviceurl=url)}"}
    sent = activity(teams, serviceUrl=url)
    assert client.post("/api/messages", json=sent, headers=headers).status_code == 401


def without(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda sent: {key: value for key, value in sent.items() if key != name}


UNREADABLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a list": lambda sent: [sent],
    "a number": lambda _: 7,
    "nothing": lambda _: {},
    "no type": without("type"),
    "no conversation": without("conversation"),
    "no sender": without("from"),
    "no service url": without("serviceUrl"),
    "another channel": lambda sent: {**sent, "channelId": "webchat"},
    "a text that is none": lambda sent: {**sent, "text": {"a": 1}},
    "an id that leads elsewhere": lambda sent: {**sent, "conversation": {"id": "a/../../v3/attachments"}},
    "an id with a question": lambda sent: {**sent, "id": "1?x=y"},
    "an endless id": lambda sent: {**sent, "id": "1" * 600},
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_no_activity_is_refused_before_its_token_is_read(
    client: TestClient, teams: Teams, kind: str
) -> None:
    response = client.post("/api/messages", json=UNREADABLE[kind](activity(teams)))
    assert response.status_code == 400
    assert "garderoben" not in response.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 5000, b'{"type": NaN'])
def test_what_is_no_json_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert client.post("/api/messages", content=body, headers=headers).status_code == 400


def test_too_large_a_body_is_refused(client: TestClient, teams: Teams) -> None:
    sent = activity(teams, text="a" * 70_000)
    assert client.post("/api/messages", json=sent, headers=teams.headers).status_code == 413


def test_good_token_passes(client: TestClient, teams: Teams, desk: Desk) -> None:
    desk.heard.clear()
    for changes in ({}, {"serviceurl": teams.service_url.rstrip("/")}, {"tid": TENANT}):
        headers = {"Authorization": f"Bearer {teams.token(**changes)}"}
        text = f"Et spørsmål med {len(changes)} endringer: {list(changes)}"
        sent = activity(teams, text=text)
        assert client.post("/api/messages", json=sent, headers=headers).status_code == 202
    teams.wait_for_messages(3)
    assert len(desk.heard) == 3


@pytest.fixture
def own_client(teams: Teams, tmp_path: Path, rulebook: Rulebook) -> Iterator[TestClient]:
    """An app that knows no keys yet."""
    yield client_of(app_with(settings_for(teams, tmp_path), Desk(), rulebook))
    teams.are_keys_away, teams.endorsements = False, ("msteams", "webchat")


def test_known_keys_go_on_when_their_address_is_dead(own_client: TestClient, teams: Teams) -> None:
    with own_client as client:
        first = client.post("/api/messages", json=activity(teams, type="typing"), headers=teams.headers)
        teams.are_keys_away = True
        second = client.post("/api/messages", json=activity(teams, type="typing"), headers=teams.headers)
    assert (first.status_code, second.status_code) == (202, 202)


def test_without_any_keys_nobody_comes_in_and_is_told_to_come_back(
    own_client: TestClient, teams: Teams
) -> None:
    teams.are_keys_away = True
    with own_client as client:
        response = client.post("/api/messages", json=activity(teams), headers=teams.headers)
    assert response.status_code == 503
    assert "igjen" in response.json()["detail"]


def test_unknown_keys_are_fetched_at_most_once_a_minute(own_client: TestClient, teams: Teams) -> None:
    fetched = teams.key_fetches
    with own_client as client:
        for number in range(5):
            token = jwt.encode(teams.claims(), teams.key, "RS256", headers={"kid": f"ukjent-{number}"})
            headers = {"Authorization": f"Bearer {token}"}
            assert client.post("/api/messages", json=activity(teams), headers=headers).status_code == 401
    assert teams.key_fetches == fetched + 1


def test_key_that_speaks_for_other_channels_only_is_refused(own_client: TestClient, teams: Teams) -> None:
    teams.endorsements = ("webchat",)
    with own_client as client:
        response = client.post("/api/messages", json=activity(teams), headers=teams.headers)
    assert response.status_code == 401
