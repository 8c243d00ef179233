/** Sends what waits, one message at a time and in the order it was said, and says beneath each how it stands. */

import { sendMessage } from "./api";
import type { Log } from "./log";
import { Failure } from "./network";
import { isStale, Outbox, waitingIn } from "./outbox";
import { say } from "./texts";
import type { BotMessage, Saved, State, UserEntry } from "./types";

/** The conversation, as far as its messages are sent. */
export type Thread = {
  isWaiting: boolean;
  readonly saved: Saved;
  readonly log: Log;
  /** Puts an answer where it belongs. */
  receive(entry: UserEntry, messages: BotMessage[]): void;
  setWaiting(isWaiting: boolean): void;
  save(): void;
};

export class Delivery {
  readonly #outbox: Outbox;

  /** Nothing is sent or shown after `end`. */
  constructor(
    readonly thread: Thread,
    readonly end: AbortSignal,
  ) {
    this.#outbox = new Outbox(() => this.resume(), end);
  }

  /** Until one can't be sent. */
  async resume(): Promise<void> {
    if (this.thread.isWaiting) return;
    const [entry] = waitingIn(this.thread.saved.entries);
    if (!entry) this.#outbox.rest();
    else if (isStale(entry)) this.#fail(entry, `${say("stale")} ${say("urgent")}`);
    else if (await this.#deliver(entry)) await this.resume();
  }

  /** Whether it was answered. */
  async #deliver(entry: UserEntry): Promise<boolean> {
    const { thread } = this;
    const { saved } = thread;
    entry.state = "pending";
    thread.setWaiting(true);
    const given = await sendMessage(saved.sender, entry.payload, entry.choice, entry.messageId).catch(asFailure);
    if (this.end.aborted) return false;
    const isAnswered = !(given instanceof Failure);
    // Another conversation may have taken its place meanwhile.
    if (thread.saved === saved && isAnswered) this.#receive(entry, given);
    else if (thread.saved === saved && !isAnswered) this.#hold(entry, given);
    thread.setWaiting(false);
    return isAnswered;
  }

  #receive(entry: UserEntry, messages: BotMessage[]): void {
    this.#outbox.rest();
    this.#stand(entry, "sent");
    this.thread.receive(entry, messages);
    // What was written before the question was seen, may by chance answer it.
    if (messages.some(({ custom }) => custom.question)) this.#holdRest();
  }

  /** A message without an answer waits for the network or the login, or has failed. */
  #hold(entry: UserEntry, { reason, message, acute }: Failure): void {
    if (reason === "refused" || isStale(entry)) return this.#fail(entry, message, acute);
    const isOffline = reason === "offline";
    this.#stand(entry, reason, isOffline ? `${say("offline")} ${say("urgent")}` : message);
    if (isOffline) this.#outbox.later();
    else this.#outbox.rest();
  }

  #fail(entry: UserEntry, problem: string, acute = false): void {
    entry.acute = acute;
    this.#outbox.rest();
    this.#stand(entry, "failed", problem);
    this.#holdRest();
  }

  /** What was said after a message that failed, or that led to a question, is sent only when the user says so again. */
  #holdRest(): void {
    const problem = `${say("held")} ${say("urgent")}`;
    for (const entry of waitingIn(this.thread.saved.entries)) this.#stand(entry, "failed", problem);
  }

  #stand(entry: UserEntry, state: State, problem = ""): void {
    Object.assign(entry, { state, problem });
    if (this.thread.log.showState(entry) && problem) this.thread.log.scrollToEnd();
    this.thread.save();
  }
}

function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(say("unexpected"));
}
