/** Draws a decision's receipt, and gives it away as a file or a copy; both are made here, in the browser. */

import { el, words } from "./dom.js";
import { firstLine, pairs } from "./parts.js";

/** @import { Card } from "./types.js" */

/** Long enough for a slow machine to have begun the download. */
const KEPT_MS = 60_000;

/** @param {Card} receipt @param {string} text @returns {HTMLElement} */
export function receiptCard(receipt, text) {
  const [, ...lines] = text.split("\n");
  const content = JSON.stringify(receipt, null, 2);
  const status = el("p", { class: "status", role: "status" });
  return el(
    "section",
    { class: "card receipt" },
    el("h3", {}, firstLine(text) || "Kvittering"),
    pairs(lines),
    el("div", { class: "row" }, saveButton(receipt, content), copyButton(content, status)),
    status,
  );
}

/** @param {Card} receipt @param {string} content @returns {HTMLElement} */
function saveButton(receipt, content) {
  const procedure = words(receipt.procedure).replace(/[^a-z0-9_-]/g, "");
  const button = el("button", { type: "button" }, "Last ned kvitteringen (.json)");
  button.addEventListener("click", () => save(`kvittering-${procedure}.json`, content));
  return button;
}

/** @param {string} name @param {string} content */
function save(name, content) {
  const href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  el("a", { href, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/** @param {string} content @param {HTMLElement} status @returns {HTMLElement|null} a plain-http intranet has no clipboard */
function copyButton(content, status) {
  if (!navigator.clipboard) return null;
  const button = el("button", { type: "button" }, "Kopier kvitteringen");
  button.addEventListener("click", async () => {
    status.textContent = "";
    status.textContent = await copied(content);
  });
  return button;
}

/** @param {string} content @returns {Promise<string>} how it went */
async function copied(content) {
  try {
    await navigator.clipboard.writeText(content);
    return "Kvitteringen er kopiert.";
  } catch {
    return "Kvitteringen kunne ikke kopieres. Last den ned i stedet.";
  }
}
