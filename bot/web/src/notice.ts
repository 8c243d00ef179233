/** What all users are to know, in banners above the conversation: a notice, and that the bot is closed. */

import { fetchStatus } from "./api";
import { el } from "./dom";
import { keep, recall } from "./storage";
import { say } from "./texts";
import type { BotMessage, Status } from "./types";

const EVERY_MS = 5 * 60_000;

export class Notices {
  #status: Status = { notice: null, closed: "" };

  /** `settle` is called when a banner that had focus is gone; nothing is asked after `signal`. */
  constructor(
    readonly root: HTMLElement,
    readonly settle: () => void,
    signal: AbortSignal,
  ) {
    const timer = window.setInterval(() => this.look(), EVERY_MS);
    signal.addEventListener("abort", () => window.clearInterval(timer));
    document.addEventListener("visibilitychange", () => this.look(), { signal });
  }

  /** Asks the server, where the user sees the chat; what stands there, stands until the server says otherwise. */
  async look(): Promise<void> {
    if (document.visibilityState !== "visible" || this.root.getClientRects().length === 0) return;
    const status = await fetchStatus().catch(() => null);
    if (status && JSON.stringify(status) !== JSON.stringify(this.#status)) this.#show(status);
  }

  /** Whether the message only repeats the notice. */
  isShown({ custom }: BotMessage): boolean {
    return this.#status.notice !== null && custom.notice === this.#status.notice.id;
  }

  /** Read aloud the first time only. */
  #show(status: Status): void {
    this.#status = status;
    const told = JSON.stringify(status);
    this.root.toggleAttribute("role", false);
    if (recall("sessionStorage", "told") !== told) this.root.setAttribute("role", "status");
    keep("sessionStorage", "told", told);
    requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const { notice, closed } = this.#status;
    const isHidden = notice === null || recall("localStorage", "hidden") === notice.id;
    const banners = [closed ? this.#closed(closed) : null, isHidden ? null : this.#notice(notice)];
    this.root.replaceChildren(...banners.filter((banner) => banner !== null));
  }

  /** Can be folded to one line, since it may stand for days. */
  #closed(text: string): HTMLElement {
    const title = el("summary", {}, el("strong", {}, say("closed")));
    return el("details", { class: "banner closed", open: true }, title, el("p", { class: "text" }, text));
  }

  #notice({ id, text }: NonNullable<Status["notice"]>): HTMLElement {
    const hide = el("button", { type: "button", class: "quiet", "aria-describedby": "notice" }, say("hide"));
    hide.addEventListener("click", () => {
      keep("localStorage", "hidden", id);
      this.#draw();
      this.settle();
    });
    return el("div", { class: "banner" }, el("p", { id: "notice", class: "text" }, text), hide);
  }
}
