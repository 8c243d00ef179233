/** The conversation as it is seen: adds, redraws and scrolls, and keeps open the choices that still count. */

import { isAboutDraft, markEditions } from "./drafts";
import { draw, problemOf } from "./entries";
import { say } from "./texts";
import type { Entry, UserEntry } from "./types";

/** Quick answers come without a flicker of «skriver». */
const TYPING_DELAY_MS = 400;
/** A wait that is worth a word. */
const SLOW_MS = 5_000;
/** Room above an answer that is scrolled to. */
const ABOVE_PX = 16;

export class Log {
  #nodes = new Map<number, HTMLElement>();
  #timers: number[] = [];

  constructor(
    readonly root: HTMLElement,
    readonly typing: HTMLElement,
    /** What the log is scrolled in, and what all of a short widget is scrolled in; the page round it is never scrolled. */
    readonly scrollers: { long: HTMLElement; short: HTMLElement },
  ) {}

  /** Shows a whole conversation anew without reading it aloud; `turns` are the answers whose choices are open. */
  show(entries: Entry[], turns: Set<number>): void {
    this.root.setAttribute("aria-live", "off");
    this.root.replaceChildren();
    this.#nodes.clear();
    for (const entry of entries) this.#append(entry, false);
    this.offer(turns);
    requestAnimationFrame(() => this.root.setAttribute("aria-live", "polite"));
  }

  /** As the newest, or before another. */
  add(entry: Entry, before?: Entry): void {
    this.#append(entry, true, before);
  }

  /** Says beneath a message how it stands, where that is new; the message is not read aloud again. True where it was. */
  showState(entry: UserEntry): boolean {
    const old = this.#nodes.get(entry.id)?.querySelector(".problem");
    const now = problemOf(entry);
    if ((old?.textContent ?? "") === (now?.textContent ?? "")) return false;
    const hadFocus = old?.matches(":focus-within");
    old?.remove();
    if (now) this.#nodes.get(entry.id)?.append(now);
    if (hadFocus) this.root.focus({ preventScroll: true });
    return true;
  }

  remove(entry: Entry): void {
    this.#nodes.get(entry.id)?.remove();
    this.#nodes.delete(entry.id);
  }

  /** Marks the choice that was made, without redrawing what has focus. */
  markChosen(id: number, payload: string): void {
    for (const button of this.#nodes.get(id)?.querySelectorAll("button") ?? []) {
      button.toggleAttribute("data-chosen", button.dataset.payload === payload);
    }
  }

  /**
   * Opens the choices of those answers, wherever they stand, and closes the rest. Every question of a draft is skipped by
   * the same button, so that one counts only where it stands.
   */
  offer(turns: Set<number>): void {
    const buttons = [...this.root.querySelectorAll<HTMLButtonElement>("button[data-payload]")];
    const open = buttons.filter((button) => turns.has(Number(button.dataset.turn)));
    const offered = new Set(open.map((button) => button.dataset.payload));
    for (const button of buttons) {
      const isOpen = isAboutDraft(button.dataset.payload ?? "") ? open.includes(button) : offered.has(button.dataset.payload);
      setOpen(button, isOpen);
    }
  }

  /** Scrolls to where the entry begins. */
  reveal(entry: Entry): void {
    const top = this.#nodes.get(entry.id)?.getBoundingClientRect().top;
    if (top === undefined) return;
    const from = this.#scroller.getBoundingClientRect().top + ABOVE_PX;
    this.#scroller.scrollBy({ top: top - from, behavior: scrollBehavior() });
  }

  scrollToEnd(): void {
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior: scrollBehavior() });
  }

  scrollToStart(): void {
    this.#scroller.scrollTo({ top: 0 });
  }

  /** The style sheet decides which of the two scrolls, by the height there is. */
  get #scroller(): HTMLElement {
    const { long, short } = this.scrollers;
    return getComputedStyle(long).overflowY === "visible" ? short : long;
  }

  setWaiting(isWaiting: boolean): void {
    for (const timer of this.#timers) window.clearTimeout(timer);
    this.typing.textContent = "";
    if (isWaiting) this.#timers = [this.#showIn(TYPING_DELAY_MS, say("typing")), this.#showIn(SLOW_MS, say("slow"))];
  }

  #showIn(delay: number, text: string): number {
    return window.setTimeout(() => {
      this.typing.textContent = text;
      this.scrollToEnd();
    }, delay);
  }

  #append(entry: Entry, live: boolean, before?: Entry): void {
    const node = draw(entry, live);
    node.dataset.entry = String(entry.id);
    this.#nodes.set(entry.id, node);
    this.root.insertBefore(node, (before && this.#nodes.get(before.id)) ?? null);
    markEditions(this.root);
  }
}

/** Closes or opens a button; one that has focus keeps it until the user moves on. */
function setOpen(button: HTMLButtonElement, isOpen: boolean): void {
  const hasFocus = button.matches(":focus");
  button.disabled = !isOpen && !hasFocus;
  if (isOpen) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
  if (!isOpen && hasFocus) button.addEventListener("blur", () => disableIfClosed(button), { once: true });
}

function disableIfClosed(button: HTMLButtonElement): void {
  button.disabled = button.getAttribute("aria-disabled") === "true";
}

function scrollBehavior(): ScrollBehavior {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
