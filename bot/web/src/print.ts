/** «Skriv ut»: a decision alone on paper, from inside whatever page the widget stands in. */

import { stepList, urgencyOf } from "./decision";
import { el, list, words } from "./dom";
import { BOTS_LANGUAGE } from "./entries";
import { bullets, firstLine, pairs, sentences } from "./parts";
import paper from "./print.css?inline";
import page from "./print_page.css?inline";
import { sheetOf } from "./sheets";
import { quote, sourceLine } from "./sources";
import { dateOf, recipientOf, say } from "./texts";
import type { BotEntry, Card } from "./types";

const SHEETS = { paper: sheetOf(paper), page: sheetOf(page) };
/** What ends a print; a phone tells of none, so the next thing that is done on the page ends it too. */
const ENDS = ["afterprint", "pointerdown", "keydown"];

/** A decision, and what paper needs beside it: whose rules it follows. */
export type Printed = { entry: BotEntry; kommune: string };

/**
 * Prints the decision. It stands outside the page's body, in a shadow and by sheets that the strictest policy allows;
 * the body is left out while it prints, and everything is taken away afterwards.
 */
export function printDecision(printed: Printed): void {
  const sheet = el("div", { class: "hva-na-print", lang: BOTS_LANGUAGE });
  const shadow = sheet.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [SHEETS.paper];
  shadow.append(articleOf(printed));
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
    sheet.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== SHEETS.page);
  };
  document.documentElement.append(sheet);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, SHEETS.page];
  for (const name of ENDS) window.addEventListener(name, end, { capture: true, signal: ending.signal });
  window.print();
}

function articleOf({ entry, kommune }: Printed): HTMLElement {
  const { text, custom } = entry.message;
  const decision: Card = custom.decision;
  const recipients = list(decision.recipients).map(recipientOf).filter(Boolean).join(", ");
  return el(
    "article",
    {},
    headOf(decision, text, kommune),
    titled(say("recipients"), recipients === "" ? null : el("p", {}, recipients)),
    titled(say("steps"), stepList(list(decision.steps))),
    titled(say("write_down"), sentences(list(decision.document))),
    titled(say("note"), sentences(list(decision.notes))),
    titled(say("legal_basis"), bullets(list(decision.legal_basis), "")),
    titled(say("your_answers"), pairs(list(decision.answers).map(words))),
    titled(say("sources"), sourcesIn(list(decision.sources))),
    footOf(decision),
  );
}

function headOf(decision: Card, text: string, kommune: string): HTMLElement {
  const place = [say("name"), kommune, dateOf(words(decision.receipt?.time))].filter(Boolean).join(" · ");
  const urgency = urgencyOf(words(decision.urgency));
  return el(
    "section",
    {},
    el("p", { class: "head" }, place),
    el("h1", {}, words(decision.title) || firstLine(text)),
    urgency && el("p", { class: "urgency" }, urgency),
  );
}

function titled(title: string, content: HTMLElement | null): HTMLElement | null {
  return content && el("section", {}, el("h2", {}, title), content);
}

/** Each passage in full, since paper can't be unfolded. */
function sourcesIn(sources: Card[]): HTMLElement | null {
  const drawn = sources.map((source) => {
    const text = words(source?.text);
    const line = el("p", {}, sourceLine(source));
    return el("div", { class: "source" }, line, text === "" ? null : quote(text, words(source?.marked)));
  });
  return drawn.length ? el("div", {}, ...drawn) : null;
}

function footOf({ row, version }: Card): HTMLElement {
  const rule = words(row?.id) && say("row", { row: words(row.id) });
  const rules = words(version) && say("rules", { version: words(version) });
  const named = [rule, rules].filter(Boolean).join(" · ");
  return el("section", { class: "foot" }, el("p", {}, el("strong", {}, say("guidance"))), named && el("p", {}, named));
}
