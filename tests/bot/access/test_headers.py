"""Which pages elsewhere may hold the chat and ask it, and what a browser is told of all pages."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.access.house import CHAT, INTRANET, House, login_settings
from tests.support.identity_provider import IdentityProvider

STRANGER = "https://ond.example"


def test_only_pages_that_are_named_may_ask(house: House) -> None:
    asks = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    allowed = house.client().options(CHAT, headers={"origin": INTRANET, **asks})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == INTRANET
    assert "access-control-allow-credentials" not in allowed.headers
    refused = house.client().options(CHAT, headers={"origin": STRANGER, **asks})
    assert refused.status_code == 400
    assert "access-control-allow-origin" not in refused.headers
    for method in ("PUT", "DELETE"):
        other = {**asks, "access-control-request-method": method}
        assert house.client().options(CHAT, headers={"origin": INTRANET, **other}).status_code == 400


def test_a_page_that_may_ask_can_read_why_it_was_refused(house: House) -> None:
    for origin, seen in ((INTRANET, INTRANET), (STRANGER, None)):
        answer = house.client().post(CHAT, json={}, headers={"origin": origin})
        assert answer.status_code == 401
        assert answer.headers.get("access-control-allow-origin") == seen
        # Without it, a draft that the widget fetches would be saved under its id.
        assert "Content-Disposition" in answer.headers["access-control-expose-headers"]


def test_only_pages_that_are_named_may_hold_ours(house: House, opened: Callable[..., House]) -> None:
    policy = house.client().get("/prosedyrer").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {INTRANET}")
    assert (
        opened()
        .client()
        .get("/prosedyrer")
        .headers["content-security-policy"]
        .endswith("frame-ancestors 'self'")
    )


def test_every_answer_has_the_headers_refused_or_not(house: House) -> None:
    for path in ("/prosedyrer", "/api/search", "/rapporter", "/finnes-ikke", "/api/profiles"):
        headers = house.client().get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["cross-origin-resource-policy"] == "same-origin", path
        assert headers["cross-origin-opener-policy"] == "same-origin-allow-popups", path
        assert "strict-transport-security" not in headers


def test_in_production_the_browser_is_held_to_https(
    opened: Callable[..., House], provider: IdentityProvider
) -> None:
    public = "https://hvana.example.no"
    house = opened(**login_settings(provider, public_url=public, production=True))
    answer = house.client(public).get("/prosedyrer")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
