/** Draws one entry of the conversation: the user's words, the bot's message, or a line from the page. */

import { bodyOf } from "./cards.js";
import { putChangesIn } from "./changes.js";
import { choicesOf } from "./choices.js";
import { el, unseen, words } from "./dom.js";

/** @import { BotEntry, Card, Entry, UserEntry } from "./types.js" */

const EMERGENCY = [
  ["113", "ambulanse"],
  ["112", "politi"],
  ["110", "brann"],
];

/**
 * @param {Entry} entry
 * @param {boolean} live true as it happens, false when an old conversation is shown again
 * @returns {HTMLElement}
 */
export function draw(entry, live) {
  if (entry.kind === "user") return drawUser(entry);
  if (entry.kind === "bot") return drawBot(entry, live);
  return el("p", { class: "note" }, entry.text);
}

/** @param {UserEntry} entry @returns {HTMLElement} */
function drawUser(entry) {
  const bubble = el("p", { class: "bubble" }, unseen("Du: "), entry.text);
  return el("div", { class: "entry user" }, bubble, entry.state === "failed" ? problemOf(entry) : null);
}

/** @param {UserEntry} entry @returns {HTMLElement} why it failed, and the two ways on */
export function problemOf(entry) {
  const retry = el("button", { type: "button", "data-act": "retry" }, "Prøv igjen");
  const edit = el("button", { type: "button", "data-act": "edit", class: "quiet" }, "Endre");
  const wasWritten = entry.payload === entry.text;
  const choices = el("div", { class: "choices row" }, retry, wasWritten ? edit : null);
  return el("div", { class: "problem" }, el("p", { class: "text" }, entry.problem), entry.acute ? callRow() : null, choices);
}

/** @param {BotEntry} entry @param {boolean} live @returns {HTMLElement} */
function drawBot(entry, live) {
  const { message } = entry;
  const body = bodyOf(message);
  const choices = putChangesIn(entry, body) ? null : choicesOf(entry);
  const acute = message.custom.acute === true;
  const attributes = acute ? { class: "entry bot acute", ...(live ? { role: "alert" } : {}) } : { class: "entry bot" };
  return el(
    "div",
    attributes,
    unseen("Hva nå? svarer: "),
    understoodLine(words(message.custom.understood)),
    ...body,
    acute ? callRow() : null,
    choices,
    whyOf(message.custom.question),
  );
}

/** @param {string} understood @returns {HTMLElement|null} */
function understoodLine(understood) {
  if (understood === "") return null;
  const line = understood.startsWith("Slik forsto") ? understood : `Slik forsto jeg deg: ${understood}`;
  return el("p", { class: "understood" }, line);
}

/** @returns {HTMLElement} the emergency numbers as large targets for a thumb */
function callRow() {
  const links = EMERGENCY.map(([number, who]) => el("a", { href: `tel:${number}` }, el("strong", {}, number), ` ${who}`));
  return el("div", { class: "call" }, ...links);
}

/** @param {Card|undefined} question @returns {HTMLElement|null} */
function whyOf(question) {
  const why = words(question?.why);
  return why === "" ? null : el("details", { class: "why" }, el("summary", {}, "Hvorfor spør du?"), el("p", { class: "text" }, why));
}
