/** Draws a draft that is being made, folds its earlier editions, and knows the buttons that belong to its making. */

import { el, list, words } from "./dom";
import { downloadLink, pageLink } from "./links";
import { bullets, firstLine, pairs, titled } from "./parts";
import { say } from "./texts";
import type { Card } from "./types";

/** A button of a question about a draft names the draft that it is `fra`; the one that makes a draft does not. */
const ABOUT_A_DRAFT = /^\/utkast\{.*"fra"\s*:/s;
/** «Til: Rektor»: to whom, how fast and where it is handed in stand first in the message. */
const HEAD_LINE = /^[^–:]+: \S/;
/** How the bot says that something can be changed. */
const CHANGE = "«endre ";

/** Whether the button answers a draft's question, skips it or ends the asking. */
export function isAboutDraft(payload: string): boolean {
  return ABOUT_A_DRAFT.test(payload);
}

export function draftCard(draft: Card, text: string): HTMLElement {
  return el(
    "details",
    { class: "card draft", open: true, "data-draft": words(draft.id), "data-complete": String(isComplete(draft)) },
    // Which edition it is, changes when a newer one comes, and is then not to be read aloud.
    el("summary", {}, el("h3", {}, draftTitle(draft, text), el("span", { class: "edition", "aria-live": "off" }))),
    draftBody(draft, text),
  );
}

/** Only what says so itself, and misses nothing, is complete. */
export function isComplete(draft: Card): boolean {
  return draft.complete === true && list(draft.missing).length === 0;
}

export function draftTitle(draft: Card, text: string): string {
  return words(draft.title) || firstLine(text);
}

/** How it stands, the ways in to it, and what is and is not filled in. */
export function draftBody(draft: Card, text: string): HTMLElement {
  return el(
    "div",
    { class: "draft__body" },
    el("p", { class: "chip" }, say(isComplete(draft) ? "complete" : "incomplete")),
    titled(say("law_demands"), bullets(list(draft.missing), "dashes"), "missing"),
    waysIn(draft),
    pairs(headOf(text)),
    titled(say("filled"), pairs(list(draft.filled).map(words).filter(Boolean))),
    titled(say("blanks"), bullets(list(draft.blanks), "boxes")),
    hintOf(text),
  );
}

/** Folds the earlier editions of each draft, once, and says which one is the newest. */
export function markEditions(log: HTMLElement): void {
  const editions = new Map<string, HTMLDetailsElement[]>();
  for (const card of log.querySelectorAll<HTMLDetailsElement>("details[data-draft]")) {
    const id = card.dataset.draft ?? "";
    editions.set(id, [...(editions.get(id) ?? []), card]);
  }
  for (const [id, cards] of editions) {
    if (!id || cards.length === 1) continue;
    for (const card of cards) mark(card, card === cards.at(-1) ? "newest" : "earlier");
  }
}

function mark(card: HTMLDetailsElement, edition: "newest" | "earlier"): void {
  const label = card.querySelector(".edition");
  if (!label || card.dataset.edition === edition) return;
  card.dataset.edition = edition;
  card.open = edition === "newest";
  label.textContent = say(edition);
}

/** The links to the bot's server alone, or why there are none. */
function waysIn(draft: Card): HTMLElement {
  const links = [
    pageLink(words(draft.page), say("open_draft")),
    downloadLink(words(draft.url), say("download_draft")),
    words(draft.pdf) === "" ? null : downloadLink(words(draft.pdf), say("download_pdf")),
  ];
  if (links.every((link) => link === null)) return el("p", { class: "text" }, say("no_draft"));
  return el("div", { class: "row" }, ...links);
}

function headOf(text: string): string[] {
  const [, ...lines] = text.split("\n");
  const end = lines.findIndex((line) => !HEAD_LINE.test(line));
  return lines.slice(0, end < 0 ? lines.length : end);
}

/** How to change something, which the message ends with. */
function hintOf(text: string): HTMLElement | null {
  const last = text.split("\n").at(-1) ?? "";
  return last.includes(CHANGE) && !last.startsWith("–") ? el("p", { class: "hint" }, last) : null;
}
