/** Draws a decision: how fast, what to do, what to write down, and where it stands written. */

import { el, list, unseen, words } from "./dom.js";
import { chartLink, downloadLink } from "./links.js";
import { bullets, firstLine, sentences, titled } from "./parts.js";
import { sourceList } from "./sources.js";

/** @import { Card } from "./types.js" */

/** @type {Record<string, string>} */
const URGENCY = { straks: "Straks", snarest: "Snarest", innen_en_uke: "Innen en uke" };

/** @param {Card} decision @param {string} text @returns {HTMLElement} */
export function decisionCard(decision, text) {
  const urgency = URGENCY[decision.urgency] ?? "";
  return el(
    "section",
    { class: "card decision", "data-urgency": words(decision.urgency) },
    urgency && el("p", { class: "chip" }, urgency),
    el("h3", {}, words(decision.title) || firstLine(text)),
    titled("Si fra til", bullets(list(decision.recipients).filter((one) => typeof one === "object"), "inline")),
    stepList(list(decision.steps)),
    downloadLink(words(decision.calendar), "Last ned årshjulet til kalenderen (.ics)"),
    titled("Skriv ned", sentences(list(decision.document)), "document"),
    titled("Merk", sentences(list(decision.notes)), "notes"),
    titled("Hjemmel", bullets(list(decision.legal_basis), "inline")),
    titled("Kilder", sourceList(list(decision.sources))),
    footOf(decision),
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

/** @param {Card} decision @returns {HTMLElement|null} the way to the whole procedure, and what a report of an error must name */
function footOf({ procedure, receipt, row, version }) {
  const chart = chartLink(words(procedure), words(receipt?.kommune));
  const rule = words(row?.id) && `Rad ${words(row.id)}`;
  const rules = words(version) && `regelversjon ${words(version)}`;
  const named = [rule, rules].filter(Boolean).join(" · ");
  if (!chart && named === "") return null;
  return el("div", { class: "part foot" }, chart, named && el("p", {}, named));
}
