/** One conversation: what has been said, by which sender, and what becomes of a message that is sent. */

import { Delivery } from "./delivery";
import { eraseAtServer } from "./erase";
import type { Log } from "./log";
import { Failure } from "./network";
import { waitingIn } from "./outbox";
import { keep, newSender, recall } from "./storage";
import { claim } from "./tabs";
import { say } from "./texts";
import { openTurns } from "./turns";
import type { BotEntry, BotMessage, Choice, Entry, Saved, UserEntry } from "./types";

export class Conversation {
  /** What «Angre» brings back; kept in memory only. */
  #previous: Saved | null = null;
  isWaiting = false;
  saved: Saved = savedConversation();
  readonly #delivery: Delivery;

  /**
   * `choice` is whom the next answer is for; `changed` is called whenever the conversation has changed; `isShown` is
   * whether a message stands elsewhere already. After `end` nothing is sent, shown or kept.
   */
  constructor(
    readonly log: Log,
    readonly choice: () => Choice,
    readonly changed: () => void,
    readonly isShown: (message: BotMessage) => boolean,
    readonly end: AbortSignal,
  ) {
    this.#delivery = new Delivery(this, end);
    this.#show();
    claim(() => this.saved.sender, () => this.#leave(), end);
  }

  get isEmpty(): boolean {
    return this.saved.entries.length === 0;
  }

  get canUndo(): boolean {
    return this.#previous !== null;
  }

  /** A line from the widget itself. */
  note(text: string): void {
    this.#add({ kind: "note", id: this.saved.next++, text });
    this.save();
  }

  /**
   * Sends the user's words; they stay in the log whatever happens. `text` is what the user sees, `payload` what is sent,
   * `from` the entry whose button was pressed; `messageId` is that of a message that is said again.
   */
  async say(text: string, payload = text, from = -1, messageId = newSender()): Promise<void> {
    if (this.isWaiting) return;
    this.#previous = null;
    this.#changeMind(from);
    const isFirst = waitingIn(this.saved.entries).length === 0;
    const state = isFirst ? "pending" : "queued";
    const problem = isFirst ? "" : `${say("queued")} ${say("urgent")}`;
    const told = { choice: this.choice(), messageId, since: Date.now(), acute: false };
    this.#add({ kind: "user", id: this.saved.next++, text, payload, from, state, problem, ...told });
    this.log.scrollToEnd();
    await this.resume();
  }

  /** Sends what waits. */
  resume(): Promise<void> {
    return this.#delivery.resume();
  }

  /** Sends a message that waits; one that failed becomes the newest. */
  async retry(id: number): Promise<void> {
    const entry = this.isWaiting ? null : this.#unanswered(id);
    if (entry?.state !== "failed") return this.resume();
    this.#takeOut(entry);
    await this.say(entry.text, entry.payload, entry.from, entry.messageId);
  }

  /** The words of a message without an answer, which leaves the log. */
  takeBack(id: number): string {
    const entry = this.#unanswered(id);
    if (!entry) return "";
    this.#takeOut(entry);
    this.save();
    void this.resume();
    return entry.text;
  }

  /** Begins anew, as someone the server has not met. */
  restart(): void {
    if (this.isWaiting) return;
    this.#previous = this.saved;
    this.saved = newConversation([...(this.saved.earlier ?? []), this.saved.sender]);
    this.#show();
    this.save();
  }

  /** Has the server delete all it keeps of this tab's conversations, then forgets them; its answer. Throws Failure. */
  async erase(): Promise<string> {
    if (this.isWaiting) throw new Failure(say("erase_later"));
    this.#setErasing(true);
    try {
      const said = await eraseAtServer([...(this.saved.earlier ?? []), this.saved.sender], this.choice());
      this.#previous = null;
      this.saved = newConversation();
      this.#show();
      return said;
    } finally {
      this.#setErasing(false);
    }
  }

  /** Nothing is sent meanwhile; what waits then goes on waiting. */
  #setErasing(isErasing: boolean): void {
    if (this.end.aborted) return;
    this.isWaiting = isErasing;
    this.save();
    if (!isErasing) void this.resume();
  }

  /** An answer, and what it answered. */
  answer(id: number): { entry: BotEntry; asked: UserEntry | undefined } | null {
    const place = this.saved.entries.findIndex((one) => one.id === id);
    const entry = this.saved.entries[place];
    if (entry?.kind !== "bot") return null;
    const asked = this.saved.entries.slice(0, place).filter((one) => one.kind === "user");
    return { entry, asked: asked.at(-1) };
  }

  undo(): void {
    if (!this.#previous) return;
    this.saved = this.#previous;
    this.#previous = null;
    this.#show();
    this.save();
    void this.resume();
  }

  /** Shows the answer, before what still waits. */
  receive(entry: UserEntry, messages: BotMessage[]): void {
    this.#markPressed(entry);
    this.saved.turn += 1;
    const fresh = messages.filter((message) => !this.isShown(message));
    const answers = (fresh.length ? fresh : messages).map((message) => this.#answer(message));
    const [next] = waitingIn(this.saved.entries);
    for (const answer of answers) this.#add(answer, next);
    this.log.offer(openTurns(this.saved.entries));
    if (answers[0]) this.log.reveal(answers[0]);
  }

  setWaiting(isWaiting: boolean): void {
    this.isWaiting = isWaiting;
    this.log.setWaiting(isWaiting);
    this.save();
  }

  save(): void {
    keep("sessionStorage", "conversation", this.saved);
    this.changed();
  }

  /** The conversation is another tab's. */
  #leave(): void {
    this.saved = newConversation();
    this.#show();
    this.save();
  }

  #answer(message: BotMessage): BotEntry {
    return { kind: "bot", id: this.saved.next++, turn: this.saved.turn, message, pressed: "" };
  }

  #markPressed({ from, payload }: UserEntry): void {
    const source = this.saved.entries.find((one) => one.id === from);
    if (source?.kind !== "bot") return;
    source.pressed = payload;
    this.log.markChosen(from, payload);
  }

  /** Null where it has its answer, or has one on its way. */
  #unanswered(id: number): UserEntry | null {
    const entry = this.saved.entries.find((one) => one.id === id);
    return entry?.kind === "user" && entry.state !== "sent" && entry.state !== "pending" ? entry : null;
  }

  /** Another choice from the same answer takes the place of the one that waits. */
  #changeMind(from: number): void {
    const earlier = from < 0 ? undefined : waitingIn(this.saved.entries).find((entry) => entry.from === from);
    if (earlier) this.#takeOut(earlier);
  }

  #takeOut(entry: UserEntry): void {
    this.saved.entries.splice(this.saved.entries.indexOf(entry), 1);
    this.log.remove(entry);
  }

  /** As the newest, or before another. */
  #add(entry: Entry, before?: Entry): void {
    const place = before ? this.saved.entries.indexOf(before) : this.saved.entries.length;
    this.saved.entries.splice(place, 0, entry);
    this.log.add(entry, before);
  }

  #show(): void {
    this.log.show(this.saved.entries, openTurns(this.saved.entries));
  }
}

function newConversation(earlier: string[] = []): Saved {
  return { sender: newSender(), earlier, turn: 0, next: 0, entries: [] };
}

/** As it stood before a reload. */
function savedConversation(): Saved {
  const saved = recall("sessionStorage", "conversation");
  // Not kept beyond the tab: on a shared machine the next user must not go on with this one's case.
  return Array.isArray(saved?.entries) ? saved : newConversation();
}
