/** Draws one entry of the conversation: the user's words, the bot's message, or a line from the widget. */

import { bodyOf } from "./cards";
import { putChangesIn } from "./changes";
import { choicesOf } from "./choices";
import { el, unseen, words } from "./dom";
import { emergencyNumbers, say } from "./texts";
import { toolsOf } from "./tools";
import type { BotEntry, Card, Entry, UserEntry } from "./types";

/** How a text begins that already says how the bot understood it. */
const SAYS_IT = "Slik forsto";
/** What the bot writes is Bokmål, whatever the rest of the page is. */
export const BOTS_LANGUAGE = "nb";

/** `live` is true as it happens, false when an old conversation is shown again. */
export function draw(entry: Entry, live: boolean): HTMLElement {
  if (entry.kind === "user") return drawUser(entry);
  if (entry.kind === "bot") return drawBot(entry, live);
  return el("p", { class: "note" }, entry.text);
}

function drawUser(entry: UserEntry): HTMLElement {
  const bubble = el("p", { class: "bubble" }, unseen(`${say("you")} `), entry.text);
  return el("div", { class: "entry user" }, bubble, problemOf(entry));
}

/** Why it has no answer, and the ways on; null where it has one, or where one is on its way. */
export function problemOf({ state, problem, text, payload, acute }: UserEntry): HTMLElement | null {
  if (state === "sent" || state === "pending") return null;
  const wasWritten = payload === text;
  const choices = el(
    "div",
    { class: "choices row" },
    state === "login" ? act("login", say("log_in")) : null,
    state === "offline" ? act("retry", say("try_now")) : null,
    state === "failed" ? act("retry", say("again")) : null,
    wasWritten ? act("edit", say("edit"), "quiet") : null,
    act("delete", say("delete"), "quiet"),
  );
  const look = state === "failed" ? "problem" : `problem ${state}`;
  return el("div", { class: look }, el("p", { class: "text" }, problem), acute ? callRow() : null, choices);
}

function act(name: string, title: string, look = ""): HTMLElement {
  return el("button", { type: "button", "data-act": name, class: look }, title);
}

function drawBot(entry: BotEntry, live: boolean): HTMLElement {
  const { message } = entry;
  const body = bodyOf(message);
  const choices = putChangesIn(entry, body) ? null : choicesOf(entry);
  const acute = message.custom.acute === true;
  return el(
    "div",
    { class: acute ? "entry bot acute" : "entry bot", lang: BOTS_LANGUAGE, role: acute && live ? "alert" : false },
    unseen(`${say("bot")} `),
    understoodLine(words(message.custom.understood)),
    ...body,
    toolsOf(message),
    acute ? callRow() : null,
    choices,
    whyOf(message.custom.question),
  );
}

function understoodLine(understood: string): HTMLElement | null {
  if (understood === "") return null;
  const line = understood.startsWith(SAYS_IT) ? understood : say("understood", { what: understood });
  return el("p", { class: "understood" }, line);
}

/** The emergency numbers as large targets for a thumb. */
function callRow(): HTMLElement {
  const links = emergencyNumbers().map(([number, who]) =>
    el("a", { href: `tel:${number}` }, el("strong", {}, number), ` ${who}`),
  );
  return el("div", { class: "call" }, ...links);
}

function whyOf(question: Card | undefined): HTMLElement | null {
  const why = words(question?.why);
  return why === "" ? null : el("details", { class: "why" }, el("summary", {}, say("why")), el("p", { class: "text" }, why));
}
