/**
 * What is wrong with the page as it stands, each complaint with the element's name. inspection.py runs it, under each condition
 * the checks that it names.
 */
async (checks) => {
  const root = document.querySelector("hva-na").shadowRoot;
  const style = (node) => getComputedStyle(node);
  const boxOf = (node) => node.getBoundingClientRect();
  const isUnseen = (node) => Boolean(node.closest(".unseen, .skip")) || Math.max(node.offsetWidth, node.offsetHeight) <= 1;
  const speaks = (node) => [...node.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  const nameOf = (node) => `${node.localName}.${node.className} «${(node.textContent || node.placeholder || "").trim().replace(/\s+/g, " ").slice(0, 40)}»`;
  const complain = (what, nodes) => nodes.map((node) => `${what}: ${nameOf(node)}`);

  // After the page has followed a change of window or style.
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  const all = [...document.querySelectorAll("body *"), ...root.querySelectorAll("*")];
  const shown = all.filter((node) => node.checkVisibility() && !isUnseen(node));
  const controls = shown.filter((node) => node.matches("a[href], button:not(:disabled), select, textarea, summary"));

  /** WCAG 1.4.10: nothing is wider than the window, or than the widget. */
  function sideways() {
    const page = document.documentElement;
    const { left, right } = boxOf(root.querySelector(".panel"));
    const isOut = (node) => boxOf(node).right > right + 1 || boxOf(node).left < left - 1;
    const out = shown.filter((node) => root.contains(node) && node.closest(".panel") && isOut(node));
    const isWide = page.scrollWidth > Math.min(window.innerWidth, window.outerWidth || Infinity);
    return [...complain("wider than the window", isWide ? [page] : []), ...complain("stands out to the side", out)];
  }

  /** WCAG 2.5.8: 24 px, or so much room round it that a circle of 24 px meets no other target; not for words in a sentence. */
  function smallTargets() {
    const isSmall = (node) => boxOf(node).width < 24 || boxOf(node).height < 24;
    const isWord = (node) => style(node).display === "inline" && speaks(node.parentElement);
    const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
    const apart = ([x, y], { left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const between = ([x, y], [x2, y2]) => Math.hypot(x - x2, y - y2);
    const isNear = (one, other) => {
      const [from, to] = [boxOf(one), boxOf(other)];
      return apart(middle(from), to) < 12 || (isSmall(other) && between(middle(from), middle(to)) < 24);
    };
    const isCrowded = (node) => controls.some((other) => other !== node && isNear(node, other));
    return complain("a target under 24 px", controls.filter((node) => isSmall(node) && !isWord(node) && isCrowded(node)));
  }

  /** WCAG 1.4.12: no words are cut off, but in the draft's bar, which opens the draft with its whole title. */
  function cutText() {
    const cuts = (node) => ["hidden", "clip"].includes(style(node).overflowX) && !node.matches("select, .bar__title");
    const isWide = (node) => node.scrollWidth > node.clientWidth + 1;
    const isCut = (node) => cuts(node) && (isWide(node) || node.scrollHeight > node.clientHeight + 1);
    const spills = (node) => node.matches("button, a, summary, .chip, .bubble") && style(node).display !== "inline" && isWide(node);
    return complain("cut off", shown.filter((node) => isCut(node) || (speaks(node) && spills(node))));
  }

  /** WCAG 2.4.11: what gets focus is not wholly behind something else. */
  function covered() {
    const before = root.activeElement;
    const parts = [0.15, 0.5, 0.85];
    const isAt = (node, x, y) => {
      const top = root.elementFromPoint(x, y);
      return top !== null && (node.contains(top) || top.contains(node));
    };
    const isCovered = (node) => {
      node.focus();
      const [{ left, top, width, height }] = node.getClientRects();
      return !parts.some((x) => parts.some((y) => isAt(node, left + width * x, top + height * y)));
    };
    // A button that has just been pressed keeps focus, but takes none once it has lost it.
    const takers = controls.filter((node) => root.contains(node) && !node.matches('[aria-disabled="true"]'));
    const found = complain("hidden when it has focus", takers.filter(isCovered));
    before?.focus({ preventScroll: true });
    return found;
  }

  /** Nothing moves for one who has asked for less motion. */
  function moving() {
    const running = [...document.getAnimations(), ...root.getAnimations()].filter(({ playState }) => playState === "running");
    return complain("moves", running.map(({ effect }) => effect.target));
  }

  /** In the reader's own few colours words are told from their ground, a control by line or underline, a mark by its ground. */
  function untold() {
    const isClear = (colour) => /^rgba\(.*, 0\)$/.test(colour);
    const parentOf = (node) => node.parentElement ?? node.getRootNode().host;
    const groundOf = (node) => (isClear(style(node).backgroundColor) && parentOf(node) ? groundOf(parentOf(node)) : style(node).backgroundColor);
    const isLine = (node, side) =>
      style(node)[`border${side}Style`] === "solid" && style(node)[`border${side}Color`] !== groundOf(parentOf(node));
    const isTold = (node) =>
      ["Top", "Bottom", "Left"].some((side) => isLine(node, side)) || style(node).textDecorationLine.includes("underline");
    const told = shown.filter((node) => root.contains(node) && node.matches("button, select, textarea, a, .bubble, .card, .chip, .problem"));
    return [
      ...complain("words in the colour of their ground", shown.filter((node) => speaks(node) && style(node).color === groundOf(node))),
      ...complain("neither line nor underline", told.filter((node) => !isTold(node))),
      ...complain("no mark", shown.filter((node) => node.matches("mark") && groundOf(node) === groundOf(node.parentElement))),
    ];
  }

  const known = { sideways, smallTargets, cutText, covered, moving, untold };
  return checks.flatMap((check) => known[check]());
}
