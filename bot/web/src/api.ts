/** Talks with the bot's server, and turns every way it can fail into a sentence for the user. */

import { list, words } from "./dom";
import { Failure, jsonOf, request, withWait } from "./network";
import { newSender } from "./storage";
import { say } from "./texts";
import type { BotMessage, Button, Choice, Fault, Option, Profiles, Status } from "./types";

/** What a message may carry besides its text. */
const CARDS = ["question", "decision", "answer", "draft", "page", "receipt"];

/** At least one message; the same for the same `id`. Throws Failure when there is no answer to show. */
export async function sendMessage(sender: string, message: string, choice: Choice, id = newSender()): Promise<BotMessage[]> {
  const response = await request("webhooks/rest/webhook", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender, message, metadata: { ...choice, message_id: id } }),
  });
  const body = await jsonOf(response);
  if (!response.ok) throw failureFrom(body, response);
  const messages = list(body).map(readMessage).filter(hasContent);
  if (messages.length === 0) throw unreadable();
  return messages;
}

/** The kommuner and roles to choose from. Throws Failure. */
export async function fetchProfiles(): Promise<Profiles> {
  const response = await request("api/profiles");
  const body = await jsonOf(response);
  const profiles = { kommuner: readOptions(body?.kommuner), roller: readOptions(body?.roller) };
  if (!response.ok || !profiles.kommuner.length || !profiles.roller.length) throw failureFrom(body, response);
  return profiles;
}

/** What all users are to know. Throws Failure. */
export async function fetchStatus(): Promise<Status> {
  const response = await request("api/status");
  const body = await jsonOf(response);
  if (!response.ok) throw failureFrom(body, response);
  const { notice, closed } = body ?? {};
  const text = words(notice?.text);
  return { notice: text ? { id: words(notice.id), text } : null, closed: words(closed?.text) };
}

/** Reports what is wrong with an answer; the thanks for it. Throws Failure. */
export async function sendFault(fault: Fault): Promise<string> {
  const response = await request("api/feil", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fault),
  });
  const body = await jsonOf(response);
  if (!response.ok) throw failureFrom(body, response);
  return words(body?.text);
}

function unreadable(): Failure {
  return new Failure(`${say("unreadable")} ${say("urgent")}`);
}

/** From `{"detail": "…"}` or `[{"text": "…"}]`. */
function failureFrom(body: any, response: Response): Failure {
  const messages = list(body).map(readMessage);
  const sentence = typeof body?.detail === "string" ? body.detail : messages.map((one) => one.text).join("\n\n");
  if (sentence.trim() === "") return unreadable();
  return new Failure(
    withWait(sentence.trim(), response),
    messages.some((one) => one.custom.acute === true),
  );
}

function readMessage(raw: any): BotMessage {
  const custom = raw?.custom !== null && typeof raw?.custom === "object" ? raw.custom : {};
  return { text: words(raw?.text), buttons: list(raw?.buttons).map(readButton).filter(hasTitle), custom };
}

function readButton(raw: any): Button {
  const title = words(raw);
  return { title, payload: words(raw?.payload) || title };
}

function hasTitle(button: Button): boolean {
  return button.title !== "";
}

function hasContent({ text, buttons, custom }: BotMessage): boolean {
  return text !== "" || buttons.length > 0 || CARDS.some((card) => custom[card]);
}

function readOptions(raw: any): Option[] {
  return list(raw)
    .filter((one) => words(one?.id) !== "")
    .map((one) => ({ id: words(one.id), title: words(one) }));
}
