/** Draws what a message carries beside its text: a decision, passages of the guides, or a draft. */

import { el, list, unseen, words } from "./dom.js";

/** @import { BotMessage, Card } from "./types.js" */

/** @type {Record<string, string>} */
const URGENCY = { straks: "Straks", snarest: "Snarest", innen_en_uke: "Innen en uke" };

/**
 * @param {BotMessage} message
 * @returns {HTMLElement[]} the card that stands in the text's place, or the text
 */
export function bodyOf({ text, custom }) {
  if (custom.decision) return [decisionCard(custom.decision, text)];
  if (custom.answer) return answerCard(custom.answer, text);
  if (custom.draft) return [draftCard(custom.draft, text)];
  return textOf(text);
}

/** @param {string} text @returns {HTMLElement[]} */
function textOf(text) {
  return text === "" ? [] : [el("p", { class: "text" }, text)];
}

/** @param {Card} decision @param {string} text @returns {HTMLElement} */
function decisionCard(decision, text) {
  const urgency = URGENCY[decision.urgency] ?? "";
  return el(
    "section",
    { class: "card decision", "data-urgency": words(decision.urgency) },
    urgency && el("p", { class: "chip" }, urgency),
    el("h3", {}, words(decision.title) || firstLine(text)),
    titled("Si fra til", inline(list(decision.recipients).filter((one) => typeof one === "object"))),
    stepList(list(decision.steps)),
    titled("Hjemmel", inline(list(decision.legal_basis))),
    titled("Kilder", stack(list(decision.sources).map(sourceOf))),
  );
}

/** @param {Card[]} steps @returns {HTMLElement|null} */
function stepList(steps) {
  const items = steps.map((step) => el("li", {}, el("div", { class: "step" }, ...stepParts(step))));
  return items.length ? el("ol", { class: "steps" }, ...items) : null;
}

/** @param {Card} step @returns {(HTMLElement|null)[]} who – what – when; seen as who and when above what */
function stepParts(step) {
  const parts = ["who", "what", "when"].map((part) => ({ part, text: words(step?.[part]) }));
  return parts
    .filter(({ text }) => text !== "")
    .map(({ part, text }, place) => el("div", { class: part }, place ? unseen(" – ") : null, URGENCY[text] ?? text));
}

/** @param {Card} answer @param {string} text @returns {HTMLElement[]} */
function answerCard(answer, text) {
  const passages = list(answer.passages);
  if (answer.abstained === true || passages.length === 0) return abstention(passages, text);
  const [first, ...rest] = passages;
  const quoted = el("figure", { class: "passage" }, el("blockquote", {}, words(first.text)), el("figcaption", {}, sourceLine(first)));
  return [el("section", { class: "card" }, quoted, titled("Mer om dette", stack(rest.map(sourceOf))))];
}

/** @param {Card[]} passages the nearest ones @param {string} text @returns {HTMLElement[]} */
function abstention(passages, text) {
  const nearest = titled("Det nærmeste jeg fant", stack(passages.map(sourceOf)));
  return [...textOf(text), ...(nearest ? [el("section", { class: "card" }, nearest)] : [])];
}

/** @param {Card} draft @param {string} text @returns {HTMLElement} */
function draftCard(draft, text) {
  const missing = list(draft.missing).map(words).filter(Boolean);
  const items = missing.map((one) => el("li", {}, one));
  return el(
    "section",
    { class: "card draft" },
    el("h3", {}, words(draft.title) || firstLine(text)),
    downloadLink(words(draft.url)),
    titled("Dette må du fylle inn selv", items.length ? el("ul", { class: "missing" }, ...items) : null),
  );
}

/** @param {string} address @returns {HTMLElement} a link only to this server, never elsewhere */
function downloadLink(address) {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  if (!address || url?.origin !== location.origin) {
    return el("p", { class: "text" }, "Utkastet kan ikke hentes akkurat nå. Be om det på nytt.");
  }
  return el("a", { class: "download", href: url.href, download: true }, "Last ned utkastet (Word)");
}

/** @param {Card} source @returns {HTMLElement} opens the passage's own words where they are given */
function sourceOf(source) {
  const text = words(source?.text);
  if (text === "") return el("p", { class: "source" }, sourceLine(source));
  return el("details", { class: "source" }, el("summary", {}, sourceLine(source)), el("blockquote", {}, text));
}

/** @param {Card} source @returns {string} section – guide, owner */
function sourceLine(source) {
  const guide = words(source?.title) || words(source?.guide);
  const place = [guide, words(source?.owner)].filter(Boolean).join(", ");
  return [words(source?.section), place].filter(Boolean).join(" – ") || words(source);
}

/** @param {any[]} items @returns {HTMLElement|null} */
function inline(items) {
  const titles = items.map(words).filter(Boolean);
  return titles.length ? el("ul", { class: "inline" }, ...titles.map((title) => el("li", {}, title))) : null;
}

/** @param {HTMLElement[]} items @returns {HTMLElement|null} */
function stack(items) {
  return items.length ? el("div", { class: "stack" }, ...items) : null;
}

/** @param {string} title @param {HTMLElement|null} content @returns {HTMLElement|null} */
function titled(title, content) {
  return content && el("div", { class: "part" }, el("h4", {}, title), content);
}

/** @param {string} text @returns {string} */
function firstLine(text) {
  return text.split("\n", 1)[0].trim();
}
