/** The panel that the button opens and closes; it is no modal, so the page beside it can still be used. */

import { keep, recall } from "./storage";

export class Panel {
  /** `opened` is called when the panel has been opened, with whether the user did it just now. */
  constructor(
    readonly launcher: HTMLButtonElement,
    readonly panel: HTMLElement,
    readonly opened: (byUser: boolean) => void,
  ) {
    launcher.addEventListener("click", () => (panel.hidden ? this.open() : this.close()));
    panel.addEventListener("keydown", (event) => this.#onKey(event));
    panel.hidden = true;
    if (recall("sessionStorage", "open") === true) this.#show(false);
  }

  open(): void {
    this.#show(true);
  }

  /** Gives focus back to the button. */
  close(): void {
    this.#set(false);
    this.launcher.focus();
  }

  #show(byUser: boolean): void {
    this.#set(true);
    this.opened(byUser);
  }

  #set(isOpen: boolean): void {
    this.panel.hidden = !isOpen;
    this.launcher.setAttribute("aria-expanded", String(isOpen));
    keep("sessionStorage", "open", isOpen);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.close();
  }
}
