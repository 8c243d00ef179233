/** Draws what a message carries beside its text: a decision, passages of the guides, a draft or a receipt. */

import { decisionCard } from "./decision.js";
import { el, list, words } from "./dom.js";
import { draftCard } from "./drafts.js";
import { pageLink } from "./links.js";
import { sentences, stack, titled } from "./parts.js";
import { prose } from "./prose.js";
import { receiptCard } from "./receipts.js";
import { quote, sourceLine, sourceOf } from "./sources.js";

/** @import { BotMessage, Card } from "./types.js" */

/**
 * @param {BotMessage} message
 * @returns {HTMLElement[]} the card that stands in the text's place, or the text
 */
export function bodyOf({ text, custom }) {
  if (custom.decision) return [decisionCard(custom.decision, text)];
  if (custom.answer) return answerCard(custom.answer, text);
  if (custom.draft) return [draftCard(custom.draft, text)];
  if (custom.page) return linked(custom.page, text);
  if (custom.receipt) return [receiptCard(custom.receipt, text)];
  return prose(text);
}

/** @param {Card} page @param {string} text with the address in it @returns {HTMLElement[]} the text, and the address as a link */
function linked(page, text) {
  const link = pageLink(words(page.url), words(page.title));
  return link ? [...prose(text.replace(words(page.url), "").trim()), link] : prose(text);
}

/** @param {Card} answer @param {string} text @returns {HTMLElement[]} */
function answerCard(answer, text) {
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
  const notes = titled("Merk", sentences(list(first.notes)), "notes");
  const more = stack(rest.map(sourceOf));
  return [el("section", { class: "card" }, quoted, list(first.notes).length ? notes : null, titled("Mer om dette", more))];
}

/** @param {Card[]} passages the nearest ones @param {string} text @returns {HTMLElement[]} */
function abstention(passages, text) {
  const nearest = titled("Det nærmeste jeg fant", stack(passages.map(sourceOf)));
  return [...prose(text), ...(nearest ? [el("section", { class: "card" }, nearest)] : [])];
}
