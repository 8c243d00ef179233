"""Logging in: to the municipality's service and back to the page one came for; nothing else comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from tests.bot.access.house import CHAT, HOME, INTRANET, House, login_settings
from tests.bot.access.test_entrance import HTML
from tests.bot.access.test_tokens import MESSAGE, OTHER_TENANT, SENTENCE
from tests.support.identity_provider import PUPIL, REIDUN, IdentityProvider


def there(client: TestClient, address: str = "/logg-inn?til=/rapporter") -> str:
    """Begin a login; the address that the service sends the browser back to."""
    begun = client.get(address, headers=HTML)
    assert begun.status_code == 303, begun.text
    answer = httpx.get(begun.headers["location"], trust_env=False)
    return answer.headers["location"].removeprefix(HOME)


def logged_in(client: TestClient, address: str = "/logg-inn?til=/rapporter") -> Any:
    return client.get(there(client, address), headers=HTML)


def test_one_comes_back_to_the_page_one_came_for(house: House, provider: IdentityProvider) -> None:
    provider.user = REIDUN
    client = house.client()
    back = logged_in(client)
    assert (back.status_code, back.headers["location"]) == (303, "/rapporter")
    assert client.get("/rapporter").status_code == 200
    assert client.get("/api/login").json() == {"required": False, "url": "/logg-inn"}
    assert house.client().get("/api/login").json() == {"required": True, "url": "/logg-inn"}


def test_the_cookie_is_short_lived_and_out_of_reach_of_scripts(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    public = "https://hvana.example.no"
    house = opened(**login_settings(provider, public_url=public, session_minutes=30))
    client = house.client(public)
    begun = client.get("/logg-inn")
    back = httpx.get(begun.headers["location"], trust_env=False).headers["location"]
    answer = client.get(back)
    assert answer.status_code == 303
    cookies = {each.partition("=")[0]: each.lower() for each in answer.headers.get_list("set-cookie")}
    for wanted in ("httponly", "secure", "samesite=lax", "max-age=1800", "path=/"):
        assert wanted in cookies["__Host-hvana"]
    assert "domain" not in cookies["__Host-hvana"]
    assert "kari" not in cookies["__Host-hvana"]
    assert all("secure" in each.lower() for each in begun.headers.get_list("set-cookie"))


def test_logging_out_ends_it(house: House, provider: IdentityProvider) -> None:
    client = house.client()
    logged_in(client)
    assert client.post(CHAT, json=MESSAGE).status_code == 200
    assert "logget ut" in client.get("/logg-ut", headers=HTML).text
    assert client.post(CHAT, json=MESSAGE).status_code == 401


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ond.example", "//ond.example", "/\\ond.example", "\\\\ond.example", "javascript:alert(1)", "http:ond.example",
     "///ond.example", "rapporter", "", "/logg-inn?til=/logg-inn", "/logg-ut", "https:///ond.example", "/\tond.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_page(house: House, elsewhere: str) -> None:
    client = house.client()
    begun = client.get("/logg-inn", params={"til": elsewhere})
    back = httpx.get(begun.headers["location"], trust_env=False).headers["location"].removeprefix(HOME)
    assert client.get(back).headers["location"] == "/"


def test_what_was_not_begun_in_this_browser_ends_in_nothing(house: House, provider: IdentityProvider) -> None:
    address = there(house.client())
    stranger = house.client()
    changed = there(stranger).replace("state=", "state=x")
    for wrong in (
        address,
        changed,
        "/logg-inn/svar",
        "/logg-inn/svar?code=x&state=y",
        "/logg-inn/svar?error=access_denied",
    ):
        answer = stranger.get(wrong, headers=HTML)
        assert answer.status_code == 400, wrong
        assert SENTENCE["login_failed"] in answer.text
        assert "hvana=" not in str(answer.headers.get_list("set-cookie"))


def test_an_answer_counts_once(house: House) -> None:
    client = house.client()
    address = there(client)
    assert client.get(address).status_code == 303
    assert house.client().get(address).status_code == 400
    assert client.get(address).status_code == 400


def test_two_tabs_do_not_disturb_each_other(house: House) -> None:
    client = house.client()
    first, second = there(client, "/logg-inn?til=/en"), there(client, "/logg-inn?til=/to")
    assert client.get(first).headers["location"] == "/en"
    assert client.get(second).headers["location"] == "/to"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "en-annen"},
        {"nonce": None},
        {"aud": "annet"},
        {"tid": OTHER_TENANT},
        {"exp": 1},
        {"iss": "x"},
    ],
)
def test_a_token_that_does_not_hold_logs_nobody_in(
    house: House, provider: IdentityProvider, wrong: dict[str, Any]
) -> None:
    client = house.client()
    provider.told = wrong
    answer = logged_in(client)
    assert answer.status_code == 400
    assert client.post(CHAT, json=MESSAGE).status_code == 401


def test_a_pupil_is_told_and_not_sent_round_in_a_ring(house: House, provider: IdentityProvider) -> None:
    provider.user = PUPIL
    client = house.client()
    answer = logged_in(client)
    assert answer.status_code == 403
    assert SENTENCE["no_role"] in answer.text
    assert client.post(CHAT, json=MESSAGE).status_code == 401


def test_a_service_that_is_away_is_a_page_with_the_numbers_to_ring(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider))
    provider.is_down = True
    answer = house.client().get("/logg-inn?til=/rapporter", headers=HTML)
    assert answer.status_code == 503
    page = BeautifulSoup(answer.text, "html.parser")
    assert "113" in page.get_text()
    assert next(each["href"] for each in page.find_all("a")) == "/logg-inn?til=%2Frapporter"


def test_another_page_gets_the_token_where_it_may(house: House, provider: IdentityProvider) -> None:
    client = house.client()
    page = logged_in(client, f"/logg-inn?vindu=1&opphav={INTRANET}")
    body = BeautifulSoup(page.text, "html.parser").body
    assert body is not None
    assert body["data-origin"] == INTRANET
    assert page.headers["cross-origin-opener-policy"] == "unsafe-none"
    assert page.headers["cache-control"] == "no-store"
    header = {"authorization": f"Bearer {body['data-token']}"}
    assert house.client().post(CHAT, json=MESSAGE, headers=header).status_code == 200
    scripts = BeautifulSoup(page.text, "html.parser").find_all("script")
    assert [each.get("src") for each in scripts] == ["../logg-inn/vindu.js"]
    assert client.get("/logg-inn/vindu.js").headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "origin", ["https://ond.example", "null", "*", "", f"{INTRANET}/", f"{INTRANET}.ond.example"]
)
def test_and_no_other_does(house: House, origin: str) -> None:
    answer = house.client().get("/logg-inn", params={"vindu": "1", "opphav": origin}, headers=HTML)
    assert answer.status_code == 403
    assert SENTENCE["wrong_origin"] in answer.text


def test_what_the_service_is_asked_for(house: House, provider: IdentityProvider) -> None:
    asked = parse_qs(urlsplit(house.client().get("/logg-inn").headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{HOME}/logg-inn/svar"]
    assert "openid" in asked["scope"][0].split()
    assert len(asked["nonce"][0]) > 20


def test_feides_groups_say_who_is_what(opened: Callable[..., House], tmp_path: Any) -> None:
    file = tmp_path / "roller.yml"
    file.write_text(
        'ansatt: ["fc:org:kommune.no:employee"]\nraadgiver: ["fc:adhoc:radgivere"]\n', encoding="utf-8"
    )
    staff = {"id": "fc:org:kommune.no", "membership": {"affiliation": ["employee", "member"]}}
    pupil = {"id": "fc:org:kommune.no", "membership": {"affiliation": ["student", "member"]}}
    other = {"id": "fc:org:nabo.no", "membership": {"affiliation": ["employee"]}}
    with IdentityProvider(tenant=None) as feide:
        feide.user = {"sub": "en-bruker"}
        more = {
            "oidc_groups_url": f"{feide.url}/groups",
            "oidc_roles": file,
            "oidc_scopes": "openid groups-org",
        }
        house = opened(**login_settings(feide, **more))
        for groups, status, reports in (
            ([staff], 303, 403),
            ([staff, {"id": "fc:adhoc:radgivere"}], 303, 200),
            ([pupil], 403, 401),
            ([other], 403, 401),
            ([], 403, 401),
        ):
            feide.groups = groups
            client = house.client()
            assert logged_in(client).status_code == status, groups
            assert client.get("/rapporter").status_code == reports, groups


def test_under_a_path_of_a_proxy_all_addresses_have_it(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    house = opened(**login_settings(provider, public_url=f"{HOME}/hvana/"))
    client = house.client()
    assert client.get("/rapporter", headers=HTML).headers["location"].startswith("/hvana/logg-inn?til=")
    back = there(client, "/logg-inn?til=/prosedyrer")
    assert back.startswith("/hvana/logg-inn/svar?")
    assert client.get(back.removeprefix("/hvana")).headers["location"] == "/hvana/prosedyrer"


def test_where_nobody_logs_in_there_is_nothing_to_do(opened: Callable[..., House]) -> None:
    client = opened().client()
    assert client.get("/logg-inn?til=/rapporter").headers["location"] == "/rapporter"
    assert client.get("/logg-inn/svar").status_code == 400
    assert client.get("/logg-ut").status_code == 200
