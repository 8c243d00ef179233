/** Talks with the bot's server, and turns every way it can fail into a sentence for the user. */

import { list, words } from "./dom.js";

/** @import { BotMessage, Button, Choice, Profiles } from "./types.js" */

/** Longer than the server's own limit, so that its sentence normally comes first. */
const TIMEOUT_MS = 20_000;
const ROOT = new URL("../", import.meta.url);

/** What a message may carry besides its text. */
const CARDS = ["question", "decision", "answer", "draft", "page", "receipt"];

const URGENT =
  "Haster det, så vent ikke på meg: ring 113 (ambulanse), 112 (politi) eller 110 (brann), og si fra til rektor.";
const UNREACHABLE = `Jeg får ikke kontakt med tjenesten, så meldingen er ikke besvart. ${URGENT}`;
const UNREADABLE = `Noe gikk galt hos oss, og jeg har ikke noe svar å gi deg. ${URGENT}`;

/** A message that got no answer; `message` is the sentence to show. */
export class Failure extends Error {
  /** @param {string} sentence @param {boolean} [acute] */
  constructor(sentence, acute = false) {
    super(sentence);
    this.acute = acute;
  }
}

/**
 * @param {string} sender
 * @param {string} message
 * @param {Choice} choice
 * @returns {Promise<BotMessage[]>} at least one message
 * @throws {Failure} when there is no answer to show
 */
export async function sendMessage(sender, message, choice) {
  const response = await request("webhooks/rest/webhook", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender, message, metadata: choice }),
  });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw failureFrom(body);
  const messages = list(body).map(readMessage).filter(hasContent);
  if (messages.length === 0) throw new Failure(UNREADABLE);
  return messages;
}

/**
 * @returns {Promise<Profiles>}
 * @throws {Failure}
 */
export async function fetchProfiles() {
  const response = await request("api/profiles", {});
  const body = await response.json().catch(() => null);
  const profiles = { kommuner: readOptions(body?.kommuner), roller: readOptions(body?.roller) };
  if (!response.ok || !profiles.kommuner.length || !profiles.roller.length) throw failureFrom(body);
  return profiles;
}

/** @param {string} path @param {RequestInit} options @returns {Promise<Response>} */
async function request(path, options) {
  try {
    return await fetch(new URL(path, ROOT), { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new Failure(UNREACHABLE);
  }
}

/** @param {any} body `{"detail": "…"}` or `[{"text": "…"}]` @returns {Failure} */
function failureFrom(body) {
  const messages = list(body).map(readMessage);
  const sentence = typeof body?.detail === "string" ? body.detail : messages.map((one) => one.text).join("\n\n");
  const acute = messages.some((one) => one.custom.acute === true);
  return new Failure(sentence.trim() || UNREADABLE, acute);
}

/** @param {any} raw @returns {BotMessage} */
function readMessage(raw) {
  const custom = raw?.custom !== null && typeof raw?.custom === "object" ? raw.custom : {};
  return { text: words(raw?.text), buttons: list(raw?.buttons).map(readButton).filter(hasTitle), custom };
}

/** @param {any} raw @returns {Button} */
function readButton(raw) {
  const title = words(raw);
  return { title, payload: words(raw?.payload) || title };
}

/** @param {Button} button @returns {boolean} */
function hasTitle(button) {
  return button.title !== "";
}

/** @param {BotMessage} message @returns {boolean} */
function hasContent({ text, buttons, custom }) {
  return text !== "" || buttons.length > 0 || CARDS.some((card) => custom[card]);
}

/** @param {any} raw @returns {import("./types.js").Option[]} */
function readOptions(raw) {
  return list(raw)
    .filter((one) => words(one?.id) !== "")
    .map((one) => ({ id: words(one.id), title: words(one) }));
}
