/** Draws a decision: how fast, what to do, what to write down, and where it stands written. */

import { type Child, el, list, unseen, words } from "./dom";
import { chartLink, downloadLink } from "./links";
import { bullets, firstLine, sentences, titled } from "./parts";
import { sourceList } from "./sources";
import { say } from "./texts";
import type { Card } from "./types";

const URGENCY = new Map([
  ["straks", "now"],
  ["snarest", "soon"],
  ["innen_en_uke", "within_a_week"],
]);

/** How fast in words; nothing for what is not one of the urgencies. */
export function urgencyOf(value: string): string {
  return say(URGENCY.get(value) ?? "");
}

export function decisionCard(decision: Card, text: string): HTMLElement {
  const urgency = urgencyOf(words(decision.urgency));
  return el(
    "section",
    { class: "card decision", "data-urgency": words(decision.urgency) },
    urgency && el("p", { class: "chip" }, urgency),
    el("h3", {}, words(decision.title) || firstLine(text)),
    titled(say("recipients"), bullets(list(decision.recipients).filter((one) => typeof one === "object"), "inline")),
    stepList(list(decision.steps)),
    downloadLink(words(decision.calendar), say("calendar")),
    titled(say("write_down"), sentences(list(decision.document)), "document"),
    titled(say("note"), sentences(list(decision.notes)), "notes"),
    titled(say("legal_basis"), bullets(list(decision.legal_basis), "inline")),
    titled(say("sources"), sourceList(list(decision.sources))),
    footOf(decision),
  );
}

export function stepList(steps: Card[]): HTMLElement | null {
  const items = steps.map((step, place) =>
    el("li", { "data-number": String(place + 1) }, el("div", { class: "step" }, ...stepParts(step))),
  );
  return items.length ? el("ol", { class: "steps" }, ...items) : null;
}

/** Who – what – when; seen as who and when above what. */
function stepParts(step: Card): Child[] {
  const parts = ["who", "what", "when"].map((part) => ({ part, text: words(step?.[part]) }));
  return parts
    .filter(({ text }) => text !== "")
    .map(({ part, text }, place) => el("div", { class: part }, place ? unseen(" – ") : null, urgencyOf(text) || text));
}

/** The way to the whole procedure, and what a report of an error must name. */
function footOf({ procedure, receipt, row, version }: Card): HTMLElement | null {
  const chart = chartLink(words(procedure), words(receipt?.kommune));
  const rule = words(row?.id) && say("row", { row: words(row.id) });
  const rules = words(version) && say("rules", { version: words(version) });
  const named = [rule, rules].filter(Boolean).join(" · ");
  if (!chart && named === "") return null;
  return el("div", { class: "part foot" }, chart, named && el("p", {}, named));
}
