"""How long a user waits at the page: from Enter until the first answer of a new conversation is drawn."""

import shutil
import statistics

from playwright.sync_api import Browser, sync_playwright

ROUNDS = 10
MESSAGE = "en elev blir fryst ut i friminuttene"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS_TO_ANSWER = 30
# Milliseconds from Enter until the frame in which the answer stands has been drawn.
WAIT_FOR_ANSWER = """() => {
  const root = document.querySelector('hva-na').shadowRoot;
  window.drawn = new Promise((tell) => root.addEventListener('keydown', ({ timeStamp }) => {
    new MutationObserver((_, observer) => {
      if (!root.querySelector('.bot')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => tell(performance.now() - timeStamp)));
    }).observe(root.getElementById('log'), { childList: true });
  }, { capture: true, once: true }));
}"""


def first_answers(url: str) -> list[float] | None:
    """Milliseconds for each of ten new conversations at the bot's page, the first one left out; None without a browser."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        times = [_first_answer(browser, url) for _ in range(ROUNDS + 1)]
        browser.close()
    return times[1:]


def _first_answer(browser: Browser, url: str) -> float:
    context = browser.new_context()
    context.set_default_timeout(SECONDS_TO_ANSWER * 1000)
    page = context.new_page()
    page.goto(url)
    page.get_by_role("textbox").fill(MESSAGE)
    page.evaluate(WAIT_FOR_ANSWER)
    page.keyboard.press("Enter")
    milliseconds = float(page.evaluate("() => window.drawn"))
    context.close()
    return milliseconds


def print_first_answers(url: str) -> None:
    """One line: the median, and the slowest."""
    times = first_answers(url)
    if times is None:
        print("Fra Enter til første svar på nettsiden: ikke målt, for her er ingen chromium")
        return
    median, slowest = statistics.median(times), max(times)
    print(
        f"Fra Enter til første svar på nettsiden: median av {ROUNDS} {median:.0f} ms, lengst {slowest:.0f} ms"
    )
