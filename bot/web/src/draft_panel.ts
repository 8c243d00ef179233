/** The newest draft beside the conversation where there is room, else over it when the bar above the writing box is pressed. */

import { draftBody, draftTitle, isComplete } from "./drafts";
import { el } from "./dom";
import { BOTS_LANGUAGE } from "./entries";
import { say } from "./texts";
import type { BotEntry, Entry } from "./types";

export type DraftFields = {
  /** Where the draft stands. */
  panel: HTMLElement;
  title: HTMLElement;
  body: HTMLElement;
  /** Back to the conversation, where the draft covers it. */
  back: HTMLButtonElement;
  /** Opens the draft where it does not stand beside the conversation. */
  bar: HTMLButtonElement;
};

/** What the draft stands beside or over. */
export type Surroundings = { frame: HTMLElement; scroller: HTMLElement; log: HTMLElement };

export function drawDraftPanel(): DraftFields {
  const title = el("h3", { id: "draft-title", tabindex: "-1", lang: BOTS_LANGUAGE });
  const back = el("button", { type: "button", class: "quiet" }, say("to_conversation"));
  const body = el("div", { lang: BOTS_LANGUAGE });
  const labelled = { id: "draft", class: "beside", "aria-labelledby": "draft-title", hidden: true };
  const panel = el("section", labelled, el("div", { class: "beside__head" }, title, back), body);
  const bar = el("button", { type: "button", class: "bar", "aria-expanded": "false", "aria-controls": "draft", hidden: true });
  return { panel, title, body, back, bar };
}

export class DraftPanel {
  #newest: BotEntry | null = null;
  /** What stands in the panel now. */
  #drawn: BotEntry | null = null;
  /** What is only a line in the conversation, since it stands beside it. */
  #folded: BotEntry | null = null;
  #isOpen = false;
  #isBeside = false;

  constructor(
    readonly fields: DraftFields,
    readonly around: Surroundings,
  ) {
    fields.bar.addEventListener("click", () => this.#open());
    fields.back.addEventListener("click", () => this.#close());
    around.frame.addEventListener("keydown", (event) => this.#onKey(event));
    new ResizeObserver(() => this.#update()).observe(around.frame);
  }

  /** Shows the newest draft of the conversation. One that covers the conversation gives way to an answer that is waited for. */
  show(entries: Entry[], isWaiting: boolean): void {
    this.#newest = entries.filter((entry) => entry.kind === "bot").findLast(({ message }) => message.custom.draft) ?? null;
    if (isWaiting || !this.#newest) this.#isOpen = false;
    const title = say("draft_bar", { title: titleOf(this.#newest) });
    this.fields.bar.replaceChildren(el("span", { class: "bar__title" }, title), el("span", {}, say("open")));
    this.#update();
  }

  #open(): void {
    this.#isOpen = true;
    this.#update();
    this.fields.panel.scrollTo({ top: 0 });
    this.fields.title.focus();
  }

  #close(): void {
    this.#isOpen = false;
    this.#update();
    this.fields.bar.focus();
  }

  #update(): void {
    const { panel, bar } = this.fields;
    const hadFocus = panel.matches(":focus-within");
    this.#isBeside = this.#newest !== null && hasRoom(this.around.frame);
    this.#isOpen &&= !this.#isBeside;
    this.#arrange();
    bar.hidden = this.#newest === null || this.#isBeside;
    bar.setAttribute("aria-expanded", String(this.#isOpen));
    if (hadFocus && panel.hidden) bar.focus();
    this.#draw();
    this.#fold();
  }

  #arrange(): void {
    const { frame, scroller } = this.around;
    frame.classList.toggle("frame--beside", this.#isBeside);
    frame.classList.toggle("frame--over", this.#isOpen);
    scroller.inert = this.#isOpen;
    this.fields.panel.hidden = !this.#isBeside && !this.#isOpen;
  }

  /** Nothing is drawn unseen: the conversation has the same words. */
  #draw(): void {
    const shown = this.fields.panel.hidden ? null : this.#newest;
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    this.fields.title.replaceChildren(titleOf(shown));
    this.fields.body.replaceChildren(...(shown ? [bodyOf(shown)] : []));
  }

  #fold(): void {
    const beside = this.#isBeside ? this.#newest : null;
    if (beside === this.#folded) return;
    this.#folded = beside;
    const newest = [...this.around.log.querySelectorAll<HTMLDetailsElement>("details[data-draft]")].at(-1);
    if (newest) newest.open = beside === null;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing || !this.#isOpen) return;
    event.stopPropagation(); // the panel round it stays open
    this.#close();
  }
}

function titleOf(entry: BotEntry | null): string {
  return entry ? draftTitle(entry.message.custom.draft, entry.message.text) : "";
}

function bodyOf({ message: { custom, text } }: BotEntry): HTMLElement {
  return el("div", { class: "draft", "data-complete": String(isComplete(custom.draft)) }, draftBody(custom.draft, text));
}

/** The style sheet decides, by the box's own width and height. */
function hasRoom(frame: HTMLElement): boolean {
  return getComputedStyle(frame).getPropertyValue("--has-room").trim() === "1";
}
