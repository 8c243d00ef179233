/** Draws what a message carries beside its text: a decision, passages of the guides, a draft or a receipt. */

import { decisionCard } from "./decision";
import { el, list, words } from "./dom";
import { draftCard } from "./drafts";
import { pageLink } from "./links";
import { sentences, stack, titled } from "./parts";
import { prose } from "./prose";
import { receiptCard } from "./receipts";
import { quote, sourceLine, sourceOf } from "./sources";
import { say } from "./texts";
import type { BotMessage, Card } from "./types";

/** The card that stands in the text's place, or the text. */
export function bodyOf({ text, custom }: BotMessage): HTMLElement[] {
  if (custom.decision) return [decisionCard(custom.decision, text)];
  if (custom.answer) return answerCard(custom.answer, text);
  if (custom.draft) return [draftCard(custom.draft, text)];
  if (custom.page) return linked(custom.page, text);
  if (custom.receipt) return [receiptCard(custom.receipt, text)];
  return prose(text);
}

/** A text with an address in it: the text, and the address as a link. */
function linked(page: Card, text: string): HTMLElement[] {
  const link = pageLink(words(page.url), words(page.title));
  return link ? [...prose(text.replace(words(page.url), "").trim()), link] : prose(text);
}

function answerCard(answer: Card, text: string): HTMLElement[] {
  const passages = list(answer.passages);
  if (answer.abstained === true || passages.length === 0) return abstention(passages, text);
  const [first, ...rest] = passages;
  if (answer.clarify === true) return prose(text);
  const quoted = el(
    "figure",
    { class: "passage" },
    quote(words(first.text), words(first.marked)),
    el("figcaption", {}, sourceLine(first)),
  );
  const notes = titled(say("note"), sentences(list(first.notes)), "notes", "h3");
  const more = titled(say("more"), stack(rest.map(sourceOf)), "", "h3");
  return [el("section", { class: "card" }, quoted, list(first.notes).length ? notes : null, more)];
}

/** Without an answer only the nearest passages are offered. */
function abstention(passages: Card[], text: string): HTMLElement[] {
  const nearest = titled(say("nearest"), stack(passages.map(sourceOf)), "", "h3");
  return [...prose(text), ...(nearest ? [el("section", { class: "card" }, nearest)] : [])];
}
