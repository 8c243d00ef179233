"""Looks at the page as it stands under hard conditions, and names each element that fails: one script over all states."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page, ViewportSize

SMALL: ViewportSize = {"width": 320, "height": 640}
FOUR_HUNDRED_PERCENT: ViewportSize = {"width": 320, "height": 256}  # of 1280 × 1024
# What stands in every function below.
COMMON = """
  const host = document.querySelector('hva-na');
  const root = host.shadowRoot;
  const all = [...document.querySelectorAll('body *'), ...root.querySelectorAll('*')];
  const isHidden = (node) => !node.checkVisibility() || node.closest('.unseen, .skip') || Math.max(node.offsetWidth, node.offsetHeight) <= 1;
  const shown = all.filter((node) => !isHidden(node));
  const controls = shown.filter((node) => node.matches('a[href], button:not(:disabled), select, textarea, summary'));
  const name = (node) => `${node.localName}.${node.className} «${(node.textContent || node.placeholder || '').trim().slice(0, 40)}»`;
  const complain = (what, nodes) => nodes.map((node) => `${what}: ${name(node)}`);
  const settled = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  await settled();
"""
# WCAG 1.4.10: nothing is wider than the window, or than the widget.
SIDEWAYS = """
  const { left, right } = root.querySelector('.panel').getBoundingClientRect();
  const isOut = (node) => root.contains(node) && node.closest('.panel')
    && (node.getBoundingClientRect().right > right + 1 || node.getBoundingClientRect().left < left - 1);
  const page = document.documentElement.scrollWidth > WIDTH ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
  return [...page, ...complain('stands out to the side', shown.filter(isOut))];
"""
# WCAG 2.5.8: 24 px, or so much room round it that a circle of 24 px meets no other target; words in a sentence need none.
SMALL_TARGETS = """
  const boxOf = (node) => node.getBoundingClientRect();
  const isSmall = (node) => boxOf(node).width < 24 || boxOf(node).height < 24;
  const isInSentence = (node) => getComputedStyle(node).display === 'inline'
    && [...node.parentElement.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const gap = (one, other) => {
    const [a, b] = [boxOf(one), boxOf(other)];
    const [x, y] = [a.left + a.width / 2, a.top + a.height / 2];
    const apart = Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
    return isSmall(other) ? Math.hypot(b.left + b.width / 2 - x, b.top + b.height / 2 - y) - 12 : apart;
  };
  const isCrowded = (node) => controls.some((other) => other !== node && gap(node, other) < 12);
  const small = controls.filter((node) => isSmall(node) && !isInSentence(node) && isCrowded(node));
  return complain('a target under 24 px', small);
"""
# WCAG 1.4.12: no words are cut off, but in the draft's bar, which opens the draft with its whole title.
CUT_TEXT = """
  const speaks = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const cuts = (node) => ['hidden', 'clip'].includes(getComputedStyle(node).overflowX) && !node.matches('select, .bar__title');
  const isCut = (node) => cuts(node) && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
  const spills = (node) => node.matches('button, a, summary, .chip, .bubble') && node.scrollWidth > Math.ceil(node.clientWidth) + 1
    && getComputedStyle(node).display !== 'inline';
  return complain('cut off', shown.filter((node) => isCut(node) || (speaks(node) && spills(node))));
"""
# WCAG 2.4.11: what gets focus is not wholly behind something else; as when one walks there by Tab.
COVERED = """
  const before = root.activeElement;
  const covered = [];
  // A button that has just been pressed has focus, and takes none once it has lost it.
  for (const node of controls.filter((one) => root.contains(one) && !one.matches('[aria-disabled="true"]'))) {
    node.focus();
    const [box] = node.getClientRects();
    const places = [0.15, 0.5, 0.85].flatMap((x) => [0.15, 0.5, 0.85].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const isSeen = ([x, y]) => { const top = root.elementFromPoint(x, y); return top && (node.contains(top) || top.contains(node)); };
    if (root.activeElement !== node) covered.push(...complain('takes no focus', [node]));
    else if (!places.some(isSeen)) covered.push(...complain('hidden when it has focus', [node]));
  }
  before?.focus({ preventScroll: true });
  return covered;
"""
# Nothing moves for one who has asked for less motion.
MOVING = """
  const moves = [...document.getAnimations(), ...root.getAnimations()].filter((one) => one.playState === 'running');
  return complain('moves', moves.map((one) => one.effect.target));
"""
# In the reader's own few colours words can still be told from their ground, and a control by its line or its underline.
UNTOLD = """
  const look = (node) => getComputedStyle(node);
  const clear = (colour) => /^rgba.*, 0\\)$/.test(colour);
  const ground = (node) => {
    const parent = node.parentElement ?? node.getRootNode().host;
    return clear(look(node).backgroundColor) && parent ? ground(parent) : look(node).backgroundColor;
  };
  const speaks = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const sides = ['Top', 'Bottom', 'Left', 'Right'];
  const isLined = (node) => sides.some((side) => parseFloat(look(node)[`border${side}Width`]) >= 1
    && look(node)[`border${side}Style`] === 'solid' && look(node)[`border${side}Color`] !== ground(node));
  const isUnderlined = (node) => look(node).textDecorationLine.includes('underline');
  const boxes = shown.filter((node) => root.contains(node) && node.matches('button, select, textarea, a, .bubble, .card, .chip, .problem, .acute'));
  return [
    ...complain('words in the colour of their ground', shown.filter((node) => speaks(node) && look(node).color === ground(node))),
    ...complain('neither line nor underline', boxes.filter((node) => !isLined(node) && !isUnderlined(node))),
    ...complain('a mark that does not show', shown.filter((node) => node.matches('mark') && ground(node) === ground(node.parentElement))),
  ];
"""
# WCAG 1.4.12, as the reader's own style sheet would have it, in the widget too.
SPACING = """(isOn) => {
  const root = document.querySelector('hva-na').shadowRoot;
  for (const place of [document, root]) {
    const sheets = place.adoptedStyleSheets.filter((one) => !one.isSpacing);
    if (isOn) {
      const sheet = new CSSStyleSheet();
      sheet.isSpacing = true;
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
      sheets.push(sheet);
    }
    place.adoptedStyleSheets = sheets;
  }
}"""


@dataclass
class Inspection:
    """Looks at each state it is given, and keeps what it found wrong there; leaves the page as it was."""

    page: Page
    found: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        for condition, scripts in (
            (self._as_it_is, (SIDEWAYS, SMALL_TARGETS, CUT_TEXT, MOVING)),
            (self._small, (SIDEWAYS, SMALL_TARGETS, CUT_TEXT)),
            (self._enlarged, (SIDEWAYS, CUT_TEXT, COVERED)),
            (self._spaced, (SIDEWAYS, CUT_TEXT)),
            (self._own_colours, (UNTOLD,)),
        ):
            with condition() as title:
                self.found += [f"{state}, {title}: {each}" for each in self._run(*scripts)]

    def _run(self, *scripts: str) -> list[str]:
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        parts = ",".join(
            f"async () => {{ {COMMON} {script.replace('WIDTH', str(width))} }}" for script in scripts
        )
        complaints: list[str] = self.page.evaluate(
            f"async () => {{ const said = []; for (const one of [{parts}]) said.push(...await one()); return said; }}"
        )
        return complaints

    @contextmanager
    def _as_it_is(self) -> Iterator[str]:
        yield "as it is"

    def _small(self) -> AbstractContextManager[str]:
        return self._in_window(SMALL, "320 px")

    def _enlarged(self) -> AbstractContextManager[str]:
        return self._in_window(FOUR_HUNDRED_PERCENT, "400 percent")

    @contextmanager
    def _in_window(self, size: ViewportSize, title: str) -> Iterator[str]:
        before = self.page.viewport_size
        assert before
        self.page.set_viewport_size(size)
        yield title
        self.page.set_viewport_size(before)

    @contextmanager
    def _spaced(self) -> Iterator[str]:
        self.page.evaluate(SPACING, True)
        yield "text spacing"
        self.page.evaluate(SPACING, False)

    @contextmanager
    def _own_colours(self) -> Iterator[str]:
        self.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        yield "forced colours"
        self.page.emulate_media(forced_colors="none", reduced_motion="reduce")
