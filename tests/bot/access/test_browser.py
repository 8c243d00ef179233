"""A real browser logs in: to a page that needs it, and in a window of its own for a page elsewhere."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from knowledge.rulebook import Rulebook
from tests.bot.access.conftest import UNHURRIED
from tests.bot.access.house import House, login_settings, open_house
from tests.conftest import demand_tool
from tests.support.identity_provider import KARI, REIDUN, IdentityProvider

pytestmark = pytest.mark.browser

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
INTRANET = """<!doctype html><title>Intranett</title><button>Logg inn</button><p></p><script>
addEventListener("message", (event) => {
  document.querySelector("p").textContent = JSON.stringify([event.origin, event.data]);
});
document.querySelector("button").onclick = () =>
  open(`%s/logg-inn?vindu=1&opphav=${encodeURIComponent(location.origin)}`, "hvana", "width=500,height=600");
</script>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = demand_tool("chromium", "chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield opened
        opened.close()


class Site:
    """The bot on a port of this machine, and two pages elsewhere: one that may hold the chat, and one that may not."""

    def __init__(self, rulebook: Rulebook, provider: IdentityProvider, folder: Path) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        (folder / "index.html").write_text(INTRANET % self.url, encoding="utf-8")
        pages = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
        self._pages = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), pages) for _ in range(2)]
        self.intranet, self.stranger = (f"http://localhost:{each.server_port}" for each in self._pages)
        settings = login_settings(provider, public_url=self.url, allowed_origins=self.intranet, **UNHURRIED)
        self.house: House = open_house(rulebook, folder, **settings)
        self._server = uvicorn.Server(
            uvicorn.Config(self.house.app, log_level="warning", ws="none", lifespan="off")
        )

    def __enter__(self) -> Site:
        serve = partial(self._server.run, sockets=[self._socket])
        targets = [serve, *(each.serve_forever for each in self._pages)]
        self._threads = [threading.Thread(target=each, daemon=True) for each in targets]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        for each in self._pages:
            each.shutdown()
            each.server_close()
        for thread in self._threads:
            thread.join(timeout=10)
        self._socket.close()


@pytest.fixture(scope="module")
def site(
    rulebook: Rulebook, shared_provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with Site(rulebook, shared_provider, tmp_path_factory.mktemp("site")) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_one_logs_in_on_the_way_to_a_page_and_out_again(
    site: Site, provider: IdentityProvider, page: Page
) -> None:
    provider.user, provider.asks = REIDUN, True
    page.goto(f"{site.url}/rapporter")
    page.get_by_role("link", name="Logg inn som Kari").click()
    page.get_by_role("heading", name="Rapporter", exact=False).wait_for()
    assert page.url == f"{site.url}/rapporter"
    assert page.evaluate("document.cookie") == ""
    page.goto(f"{site.url}/logg-ut")
    assert "logget ut" in page.get_by_role("status").inner_text()
    page.goto(f"{site.url}/rapporter")
    assert page.title() == "Logg inn"


def test_another_page_gets_the_token_and_can_use_it(
    site: Site, provider: IdentityProvider, page: Page
) -> None:
    provider.user, provider.asks = KARI, True
    page.goto(site.intranet)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Logg inn").click()
    opened.value.get_by_role("link", name="Logg inn som Kari").click()
    page.locator("p", has_text="hvaNa").wait_for()
    status = page.evaluate(
        """async (url) => {
          const [origin, data] = JSON.parse(document.querySelector("p").textContent);
          const ask = (headers) => fetch(`${url}/webhooks/rest/webhook`, {
            method: "POST", headers: { "Content-Type": "application/json", ...headers },
            body: JSON.stringify({ sender: "a", message: "en elev blir fryst ut" }),
          }).then((answer) => answer.status);
          return [origin === url, data.hvaNa.expires > Date.now() / 1000,
                  await ask({ Authorization: `Bearer ${data.hvaNa.token}` }), await ask({})];
        }""",
        site.url,
    )
    assert status == [True, True, 200, 401]
    assert opened.value.is_closed()


def test_a_page_that_may_not_gets_nothing(site: Site, provider: IdentityProvider, page: Page) -> None:
    provider.user = KARI
    page.goto(site.stranger)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Logg inn").click()
    opened.value.get_by_role("status").wait_for()
    assert "ikke lov" in opened.value.get_by_role("status").inner_text()
    assert page.locator("p").inner_text() == ""
