/** Draws a draft that is being made, folds its earlier editions, and knows the buttons that belong to its making. */

import { el, list, words } from "./dom.js";
import { downloadLink, pageLink } from "./links.js";
import { bullets, firstLine, pairs, titled } from "./parts.js";

/** @import { Card } from "./types.js" */

/** A button of a question about a draft names the draft that it is `fra`; the one that makes a draft does not. */
const ABOUT_A_DRAFT = /^\/utkast\{.*"fra"\s*:/s;
/** «Til: Rektor»: to whom, how fast and where it is handed in stand first in the message. */
const HEAD_LINE = /^[^–:]+: \S/;
const CHANGE = "«endre ";
const EDITIONS = { newest: "Nyeste utgave", earlier: "Tidligere utgave" };

/** @param {string} payload @returns {boolean} whether the button answers a draft's question, skips it or ends the asking */
export function isAboutDraft(payload) {
  return ABOUT_A_DRAFT.test(payload);
}

/** @param {Card} draft @param {string} text @returns {HTMLElement} */
export function draftCard(draft, text) {
  const missing = list(draft.missing);
  const isComplete = draft.complete === true && missing.length === 0;
  const title = words(draft.title) || firstLine(text);
  return el(
    "details",
    { class: "card draft", open: true, "data-draft": words(draft.id), "data-complete": String(isComplete) },
    // Which edition it is, changes when a newer one comes, and is then not to be read aloud.
    el("summary", {}, el("h3", {}, title, el("span", { class: "edition", "aria-live": "off" }))),
    el(
      "div",
      { class: "draft__body" },
      el("p", { class: "chip" }, isComplete ? "Det loven krever, er fylt ut" : "Ikke komplett"),
      titled("Loven krever også", bullets(missing, "dashes"), "missing"),
      waysIn(draft),
      pairs(headOf(text)),
      titled("Fylt ut", pairs(list(draft.filled).map(words).filter(Boolean))),
      titled("Fyll inn selv i dokumentet", bullets(list(draft.blanks), "boxes")),
      hintOf(text),
    ),
  );
}

/**
 * Folds the earlier editions of each draft, once, and says which one is the newest.
 * @param {HTMLElement} log
 */
export function markEditions(log) {
  const cards = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (log.querySelectorAll("details[data-draft]"))];
  for (const [id, editions] of Map.groupBy(cards, (card) => card.dataset.draft)) {
    if (!id || editions.length === 1) continue;
    for (const card of editions) mark(card, card === editions.at(-1) ? "newest" : "earlier");
  }
}

/** @param {HTMLDetailsElement} card @param {"newest"|"earlier"} edition */
function mark(card, edition) {
  const label = card.querySelector(".edition");
  if (!label || card.dataset.edition === edition) return;
  card.dataset.edition = edition;
  card.open = edition === "newest";
  label.textContent = EDITIONS[edition];
}

/** @param {Card} draft @returns {HTMLElement} the links to this server alone, or why there are none */
function waysIn(draft) {
  const links = [pageLink(words(draft.page), "Åpne utkastet"), downloadLink(words(draft.url), "Last ned utkastet (Word)")];
  if (links.every((link) => link === null)) return el("p", { class: "text" }, "Utkastet kan ikke hentes akkurat nå. Be om det på nytt.");
  return el("div", { class: "row" }, ...links);
}

/** @param {string} text @returns {string[]} */
function headOf(text) {
  const [, ...lines] = text.split("\n");
  const end = lines.findIndex((line) => !HEAD_LINE.test(line));
  return lines.slice(0, end < 0 ? lines.length : end);
}

/** @param {string} text @returns {HTMLElement|null} how to change something, which the message ends with */
function hintOf(text) {
  const last = text.split("\n").at(-1) ?? "";
  return last.includes(CHANGE) && !last.startsWith("–") ? el("p", { class: "hint" }, last) : null;
}
