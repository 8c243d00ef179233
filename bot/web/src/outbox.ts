/** What waits to be sent: which messages they are, how long they may wait, and when to try again. */

import type { Entry, UserEntry } from "./types";

/** The server knows a repeated message for ten minutes; later it might be answered twice, and may no longer be true. */
const KEPT_MS = 9 * 60_000;
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** In the order they were said. */
export function waitingIn(entries: Entry[]): UserEntry[] {
  return entries.filter((entry) => entry.kind === "user").filter(({ state }) => state !== "sent" && state !== "failed");
}

/** Whether it is too late to send it without asking; one that waits for the login has never reached the server. */
export function isStale({ state, since }: UserEntry): boolean {
  return state !== "login" && !(Date.now() - since < KEPT_MS);
}

/** Tries at once when the network or the user is back, else ever more seldom. */
export class Outbox {
  #timer = 0;
  #tries = 0;

  /** `attempt` is called for each try, until `signal`. */
  constructor(
    readonly attempt: () => void,
    signal: AbortSignal,
  ) {
    const retry = (): void => {
      if (this.#timer && document.visibilityState === "visible") this.#attempt();
    };
    window.addEventListener("online", retry, { signal });
    document.addEventListener("visibilitychange", retry, { signal });
    signal.addEventListener("abort", () => this.rest());
  }

  /** Try again in a while. */
  later(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#attempt(), Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries));
    this.#tries += 1;
  }

  /** The server was there: no more to try. */
  rest(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tries = 0;
  }

  #attempt(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    this.attempt();
  }
}
