/** The conversation as it stands on the page: adds, redraws and scrolls, and keeps open the choices that still count. */

import { isAboutDraft, markEditions } from "./drafts.js";
import { draw, problemOf } from "./entries.js";

/** @import { Entry, UserEntry } from "./types.js" */

/** Quick answers come without a flicker of «skriver». */
const TYPING_DELAY_MS = 400;

export class Log {
  /** @type {Map<number, HTMLElement>} */
  #nodes = new Map();
  #typingTimer = 0;

  /** @param {HTMLElement} root @param {HTMLElement} typing */
  constructor(root, typing) {
    this.root = root;
    this.typing = typing;
  }

  /**
   * Shows a whole conversation anew without reading it aloud.
   * @param {Entry[]} entries
   * @param {Set<number>} turns the answers whose choices are open
   */
  show(entries, turns) {
    this.root.setAttribute("aria-live", "off");
    this.root.replaceChildren();
    this.#nodes.clear();
    for (const entry of entries) this.#append(entry, false);
    this.offer(turns);
    requestAnimationFrame(() => this.root.setAttribute("aria-live", "polite"));
  }

  /** @param {Entry} entry */
  add(entry) {
    this.#append(entry, true);
  }

  /** @param {UserEntry} entry says beneath a message why it failed; the message is not read aloud again */
  addProblem(entry) {
    this.#nodes.get(entry.id)?.append(problemOf(entry));
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.#nodes.get(entry.id)?.remove();
    this.#nodes.delete(entry.id);
  }

  /** @param {number} id @param {string} payload marks the choice that was made, without redrawing what has focus */
  markChosen(id, payload) {
    for (const button of this.#nodes.get(id)?.querySelectorAll("button") ?? []) {
      button.toggleAttribute("data-chosen", button.dataset.payload === payload);
    }
  }

  /**
   * Opens the choices of those answers, wherever they stand, and closes the rest. Every question of a draft is skipped by
   * the same button, so that one counts only where it stands.
   * @param {Set<number>} turns
   */
  offer(turns) {
    const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (this.root.querySelectorAll("button[data-payload]"))];
    const open = buttons.filter((button) => turns.has(Number(button.dataset.turn)));
    const offered = new Set(open.map((button) => button.dataset.payload));
    for (const button of buttons) {
      const isOpen = isAboutDraft(button.dataset.payload ?? "") ? open.includes(button) : offered.has(button.dataset.payload);
      setOpen(button, isOpen);
    }
  }

  /** @param {Entry} entry scrolls to where it begins */
  reveal(entry) {
    this.#nodes.get(entry.id)?.scrollIntoView({ block: "start", behavior: scrollBehavior() });
  }

  scrollToEnd() {
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: scrollBehavior() });
  }

  /** @param {boolean} isWaiting */
  setWaiting(isWaiting) {
    window.clearTimeout(this.#typingTimer);
    this.typing.textContent = "";
    if (isWaiting) this.#typingTimer = window.setTimeout(() => this.#showTyping(), TYPING_DELAY_MS);
  }

  #showTyping() {
    this.typing.textContent = "Leter i loven og veilederne …";
    this.scrollToEnd();
  }

  /** @param {Entry} entry @param {boolean} live */
  #append(entry, live) {
    const node = draw(entry, live);
    node.dataset.entry = String(entry.id);
    this.#nodes.set(entry.id, node);
    this.root.append(node);
    markEditions(this.root);
  }
}

/**
 * Closes or opens a button; one that has focus keeps it until the user moves on.
 * @param {HTMLButtonElement} button
 * @param {boolean} isOpen
 */
function setOpen(button, isOpen) {
  const hasFocus = document.activeElement === button;
  button.disabled = !isOpen && !hasFocus;
  if (isOpen) button.removeAttribute("aria-disabled");
  else button.setAttribute("aria-disabled", "true");
  if (!isOpen && hasFocus) button.addEventListener("blur", () => disableIfClosed(button), { once: true });
}

/** @param {HTMLButtonElement} button */
function disableIfClosed(button) {
  button.disabled = button.getAttribute("aria-disabled") === "true";
}

/** @returns {ScrollBehavior} */
function scrollBehavior() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
