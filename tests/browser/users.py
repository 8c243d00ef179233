"""Two ways to use the page: by finger or mouse, and by the keyboard alone; what is read aloud is heard in both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import ElementHandle, Locator, Page, expect

KEYS_AT_MOST = 120
# Where the keyboard stands: at the target or before it, and why that can't be seen.
FOCUS = """(target) => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const isLost = !node || node === document.body || node === document.documentElement;
  if (isLost) return { name: 'the page itself', isLost, isThere: false, isBefore: true, unseen: 'is no control' };
  const inPage = (one) => one.getRootNode().host ?? one;
  const [here, there] = node.getRootNode() === target.getRootNode() ? [node, target] : [inPage(node), inPage(target)];
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const isSeen = node.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  const box = node.getBoundingClientRect();
  const top = node.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2);
  const isCovered = !top || !(node.contains(top) || top.contains(node));
  return {
    name: `${node.tagName.toLowerCase()} «${(node.getAttribute('aria-label') ?? node.textContent).trim().slice(0, 60)}»`,
    isLost,
    isThere: node === target,
    isBefore: Boolean(here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING),
    unseen: isCovered ? 'is covered or outside the window' : isSeen ? '' : 'shows no focus',
  };
}"""
# All that a live region says from the page's beginning: a message by its number, else a line by its words.
LISTEN = """() => {
  window.heard = [];
  const isLive = '[aria-live], [role=status], [role=alert], [role=log]';
  const hear = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    const region = element?.closest(isLive);
    const text = (node.textContent ?? '').trim();
    if (!region || region.getAttribute('aria-live') === 'off' || text === '') return;
    const entry = element.matches('[data-entry]') ? Number(element.dataset.entry) : null;
    window.heard.push({ entry, text: text.slice(0, 80), region: region.getAttribute('role') });
  };
  const note = (changes) => changes.forEach((one) => one.type === 'childList' ? one.addedNodes.forEach(hear) : hear(one.target));
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    new MutationObserver(note).observe(root, { childList: true, characterData: true, subtree: true });
    return root;
  };
}"""


class User(Protocol):
    """Someone who writes and presses on a page; `then` is where the keyboard is to stand after a press, if not still there."""

    page: Page

    def write(self, text: str) -> None: ...

    def press(self, target: Locator, then: Locator | None = None) -> None: ...

    def choose(self, field: Locator, value: str) -> None: ...


@dataclass
class Pointer:
    """A finger on a screen."""

    page: Page

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox").fill(text)
        self.page.locator(".send").tap()

    def press(self, target: Locator, then: Locator | None = None) -> None:
        target.tap()

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)


@dataclass
class Keyboard:
    """The keyboard alone; each key is followed by a look at where focus stands."""

    page: Page
    walked: list[str] = field(default_factory=list)
    has_begun: bool = False

    def write(self, text: str) -> None:
        box = self.reach(self.page.get_by_role("textbox"))
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self._demand_at(box)

    def press(self, target: Locator, then: Locator | None = None) -> None:
        """Buttons are pressed by space, the rest by Enter, as each is used to."""
        node = self.reach(target)
        is_button = node.evaluate("node => node.localName === 'button'")
        self.page.keyboard.press("Space" if is_button else "Enter")
        if then:
            expect(then).to_be_focused()
        else:
            self._demand_at(node)

    def choose(self, field: Locator, value: str) -> None:
        self.reach(field)
        for _ in range(field.locator("option").count()):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        expect(field).to_have_value(value)

    def reach(self, target: Locator) -> ElementHandle:
        """Move by Tab, or backwards where the target lies before it; each place that focus comes to must be seen."""
        expect(target).to_be_visible()
        node = target.element_handle()
        seen = self._look(node)
        for _ in range(KEYS_AT_MOST):
            if seen["isThere"]:
                return node
            self.page.keyboard.press("Tab" if seen["isBefore"] else "Shift+Tab")
            self.has_begun = True
            seen = self._look(node)
            assert not seen["unseen"], f"{seen['name']} {seen['unseen']}, after {self.walked[-6:-1]}"
        raise AssertionError(f"the keyboard does not reach {target}: {self.walked[-KEYS_AT_MOST:]}")

    def _demand_at(self, node: ElementHandle) -> None:
        seen = self._look(node)
        assert seen["isThere"], f"focus has moved to {seen['name']}"

    def _look(self, target: ElementHandle) -> dict[str, Any]:
        """Where focus stands. An answer may have been scrolled to since, but the place in the page is never lost."""
        seen: dict[str, Any] = target.evaluate(FOCUS)
        self.walked.append(seen["name"])
        # A page that has just been opened has focus nowhere.
        assert not (seen["isLost"] and self.has_begun), f"focus is lost after {self.walked[-6:-1]}"
        return seen
