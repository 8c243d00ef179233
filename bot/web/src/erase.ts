/** «Slett alt»: asks once more, in place, before everything is deleted here and at the server. */

import { sendMessage } from "./api";
import { el } from "./dom";
import { Failure } from "./network";
import { say } from "./texts";
import type { Choice } from "./types";

export type EraseFields = {
  /** The button that asks for it. */
  ask: HTMLButtonElement;
  /** What will be deleted, and the two ways on. */
  confirm: HTMLElement;
  question: HTMLElement;
  yes: HTMLButtonElement;
  no: HTMLButtonElement;
  status: HTMLElement;
};

export function drawErase(): EraseFields {
  const ask = el("button", { type: "button", class: "quiet", "aria-expanded": "false", "aria-controls": "erase" }, say("erase"));
  const question = el("p", { id: "erase-what", tabindex: "-1" }, el("strong", {}, say("erase_title")), ` ${say("erase_what")}`);
  const yes = el("button", { type: "button", class: "alarming" }, say("erase_yes"));
  const no = el("button", { type: "button", class: "quiet" }, say("cancel"));
  const status = el("p", { class: "status", role: "status" });
  const group = { id: "erase", class: "erase", role: "group", "aria-labelledby": "erase-what", hidden: true };
  const confirm = el("div", group, el("div", { class: "column" }, question, status, el("div", { class: "row" }, yes, no)));
  return { ask, confirm, question, yes, no, status };
}

export class Erase {
  #isErasing = false;

  /** `erase` does it, and throws Failure where the server did not. */
  constructor(
    readonly fields: EraseFields,
    readonly erase: () => Promise<void>,
  ) {
    const { ask, confirm, yes, no } = fields;
    ask.addEventListener("click", () => (confirm.hidden ? this.#open() : this.#cancel()));
    yes.addEventListener("click", () => void this.#go());
    no.addEventListener("click", () => this.#cancel());
    confirm.addEventListener("keydown", (event) => this.#onKey(event));
  }

  #open(): void {
    if (this.fields.ask.getAttribute("aria-disabled") === "true") return;
    this.#set(true);
    this.fields.question.focus();
  }

  #cancel(): void {
    if (this.#isErasing) return;
    this.#set(false);
    this.fields.ask.focus();
  }

  #set(isOpen: boolean): void {
    this.fields.confirm.hidden = !isOpen;
    this.fields.ask.setAttribute("aria-expanded", String(isOpen));
    this.fields.status.replaceChildren();
  }

  async #go(): Promise<void> {
    if (this.#isErasing) return;
    this.#setErasing(true);
    try {
      await this.erase();
      this.#set(false);
    } catch (error) {
      const why = error instanceof Failure ? error.message : say("unexpected");
      this.fields.status.replaceChildren(`${say("not_erased")} ${why}`);
    } finally {
      this.#setErasing(false);
    }
  }

  #setErasing(isErasing: boolean): void {
    this.#isErasing = isErasing;
    if (isErasing) this.fields.status.replaceChildren(say("erasing"));
    for (const button of [this.fields.yes, this.fields.no]) button.setAttribute("aria-disabled", String(isErasing));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation(); // the panel round it stays open
    this.#cancel();
  }
}

/** Asks the server to delete all it keeps of the senders; its last answer. Throws Failure where it does not say that it did. */
export async function eraseAtServer(senders: string[], choice: Choice): Promise<string> {
  let said = "";
  for (const sender of senders) {
    const messages = await sendMessage(sender, say("erase_wish"), choice);
    said = messages.map(({ text }) => text).join("\n");
    if (!messages.some(({ custom }) => custom.deleted === true)) throw new Failure(said);
  }
  return said;
}
