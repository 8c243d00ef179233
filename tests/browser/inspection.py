"""Looks at the page as it stands under hard conditions, and names each element that fails: one script over all states."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
SMALL: ViewportSize = {"width": 320, "height": 640}
FOUR_HUNDRED_PERCENT: ViewportSize = {"width": 320, "height": 256}  # of 1280 × 1024
# The reader's own style sheet, as WCAG 1.4.12 has it; it reaches into the widget too.
SPACING = """(isOn) => {
  for (const place of [document, document.querySelector('hva-na').shadowRoot]) {
    const own = place.adoptedStyleSheets.filter((sheet) => !sheet.isReaders);
    const readers = Object.assign(new CSSStyleSheet(), { isReaders: true });
    readers.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`);
    place.adoptedStyleSheets = isOn ? [...own, readers] : own;
  }
}"""


@dataclass
class Inspection:
    """Looks at each state it is given, and keeps what it found wrong there; leaves the page as it was."""

    page: Page
    found: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        self._check(f"{state}", "sideways", "smallTargets", "cutText", "moving")
        with self._window(SMALL):
            self._check(f"{state}, 320 px", "sideways", "smallTargets", "cutText")
        with self._window(FOUR_HUNDRED_PERCENT):
            self._check(f"{state}, 400 percent", "sideways", "cutText", "covered")
        with self._spacing():
            self._check(f"{state}, text spacing", "sideways", "cutText")
        with self._own_colours():
            self._check(f"{state}, forced colours", "untold")

    def _check(self, state: str, *checks: str) -> None:
        self.found += [f"{state}: {complaint}" for complaint in self.page.evaluate(SCRIPT, list(checks))]

    @contextmanager
    def _window(self, size: ViewportSize) -> Iterator[None]:
        before = self.page.viewport_size
        assert before
        self.page.set_viewport_size(size)
        yield
        self.page.set_viewport_size(before)

    @contextmanager
    def _spacing(self) -> Iterator[None]:
        self.page.evaluate(SPACING, True)
        yield
        self.page.evaluate(SPACING, False)

    @contextmanager
    def _own_colours(self) -> Iterator[None]:
        self.page.emulate_media(forced_colors="active")
        yield
        self.page.emulate_media(forced_colors="none")
