/** Draws a decision's receipt, and gives it away as a file or a copy; both are made here, in the browser. */

import { el, words } from "./dom";
import { firstLine, pairs } from "./parts";
import { say } from "./texts";
import type { Card } from "./types";

/** Long enough for a slow machine to have begun the download. */
const KEPT_MS = 60_000;

export function receiptCard(receipt: Card, text: string): HTMLElement {
  const [, ...lines] = text.split("\n");
  const content = JSON.stringify(receipt, null, 2);
  const status = el("p", { class: "status", role: "status" });
  return el(
    "section",
    { class: "card receipt" },
    el("h3", {}, firstLine(text) || say("receipt")),
    pairs(lines),
    el("div", { class: "row" }, saveButton(receipt, content), copyButton(content, status)),
    status,
  );
}

function saveButton(receipt: Card, content: string): HTMLElement {
  const procedure = words(receipt.procedure).replace(/[^a-z0-9_-]/g, "");
  const button = el("button", { type: "button" }, say("save_receipt"));
  button.addEventListener("click", () => save(`kvittering-${procedure}.json`, content));
  return button;
}

function save(name: string, content: string): void {
  const href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  el("a", { href, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/** A plain-http intranet has no clipboard. */
function copyButton(content: string, status: HTMLElement): HTMLElement | null {
  if (!navigator.clipboard) return null;
  const button = el("button", { type: "button" }, say("copy_receipt"));
  button.addEventListener("click", async () => {
    status.textContent = "";
    status.textContent = await copied(content);
  });
  return button;
}

/** How it went. */
async function copied(content: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(content);
    return say("copied");
  } catch {
    return say("not_copied");
  }
}
