"""The page with the widget, the script that other sites fetch, and how little of the folder is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.routes import page

OWN_SHEETS = ["theme", "page", "procedures", "drafts"]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(page.router)
    app.mount("/web/pages", page.pages())
    with TestClient(app) as opened:
        yield opened


def test_the_page_holds_the_widget_and_fetches_what_is_there(client: TestClient) -> None:
    text = client.get("/").text
    assert "<hva-na" in text
    for address in ("widget.js", "web/theme.css", "web/pages/intranett.css", "web/pages/intranett.js"):
        assert f'"{address}"' in text
        assert client.get(f"/{address}").status_code == 200


def test_the_script_may_be_used_on_any_site_and_is_fetched_once(client: TestClient) -> None:
    first = client.get("/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "customElements" in first.text
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["cache-control"] == first.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize("name", OWN_SHEETS)
def test_the_pages_style_sheets_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/web/{name}.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "path",
    [
        "/web/package.json",
        "/web/vite.config.ts",
        "/web/src/main.ts",
        "/web/src/chat.css",
        "/web/node_modules/vite/package.json",
        "/web/dist/widget.js",
        "/web/finnes_ikke.css",
        "/web/..%2f..%2fREADME.css",
        "/web/pages/../package.json",
        "/web/pages/..%2fpackage.json",
        "/web/pages/",
    ],
)
def test_nothing_else_of_the_folder_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
