/** Joins the writing box, the buttons and the settings to the conversation. */

import { Conversation } from "./conversation";
import { el, words } from "./dom";
import { DraftPanel } from "./draft_panel";
import { Erase } from "./erase";
import { toggleFault } from "./fault";
import { Log } from "./log";
import { openLogin } from "./login";
import { Notices } from "./notice";
import { printDecision } from "./print";
import { type Settled, Settings } from "./settings";
import { keep, recall } from "./storage";
import type { Surface } from "./surface";
import { say } from "./texts";

export class Chat {
  readonly log: Log;
  readonly settings: Settings;
  readonly conversation: Conversation;
  readonly notices: Notices;
  readonly draft: DraftPanel;
  readonly #end = new AbortController();

  constructor(
    readonly surface: Surface,
    settled: Settled,
  ) {
    this.log = new Log(surface.log, surface.typing, { long: surface.scroller, short: surface.frame });
    this.draft = new DraftPanel(surface.draft, surface);
    this.settings = new Settings(surface.settings, settled, () => this.#sayWhomFor());
    this.notices = new Notices(surface.notice, () => this.settleFocus(), this.#end.signal);
    this.conversation = new Conversation(
      this.log,
      () => this.settings.choice,
      () => this.#refresh(),
      (message) => this.notices.isShown(message),
      this.#end.signal,
    );
    this.#listen();
    surface.box.value = recall("sessionStorage", "unsent") ?? "";
    this.#refresh();
    void this.settings.load();
    void this.conversation.resume();
  }

  /** Shows what is new to all, and the newest of a conversation that goes on. */
  showNewest(): void {
    void this.notices.look();
    if (!this.conversation.isEmpty) this.log.scrollToEnd();
  }

  /** Another chat takes its place: nothing more is sent, shown or kept. */
  end(): void {
    this.#end.abort();
  }

  /** Where focus goes when what had it disappears; on a phone the writing box would raise the keyboard. */
  settleFocus(otherwise: HTMLElement = this.log.root): void {
    const isFine = window.matchMedia("(pointer: fine)").matches;
    (isFine ? this.surface.box : otherwise).focus({ preventScroll: true });
  }

  #listen(): void {
    const { composer, box, log, welcome, restart, skip } = this.surface;
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendWritten();
    });
    box.addEventListener("keydown", (event) => this.#onKey(event));
    box.addEventListener("input", () => keep("sessionStorage", "unsent", box.value));
    log.addEventListener("click", (event) => this.#onLogClick(event));
    welcome.addEventListener("click", (event) => this.#onStarterClick(event));
    restart.addEventListener("click", () => this.#startAnew());
    skip.addEventListener("click", () => box.focus());
    new Erase(this.surface.erase, () => this.#eraseAll());
  }

  /** A conversation keeps telling whom its next answers are for. */
  #sayWhomFor(): void {
    if (!this.conversation.isEmpty) this.conversation.note(say("now_for", { whom: this.settings.title }));
  }

  /** Shows what belongs to the conversation as it now stands. */
  #refresh(): void {
    const { welcome, restart, send, undo, erase } = this.surface;
    const { isEmpty, isWaiting, canUndo, saved } = this.conversation;
    welcome.hidden = !isEmpty;
    restart.hidden = isEmpty;
    erase.ask.hidden = isEmpty && !saved.earlier?.length;
    this.draft.show(saved.entries, isWaiting);
    for (const button of [send, restart, erase.ask]) button.setAttribute("aria-disabled", String(isWaiting));
    if (!canUndo) undo.replaceChildren();
  }

  #sendWritten(): void {
    const { box } = this.surface;
    const text = box.value.trim();
    box.focus();
    if (text === "" || this.conversation.isWaiting) return;
    this.#setBox("");
    void this.conversation.say(text);
  }

  /** Also remembered, so that a reload keeps the unsent words. */
  #setBox(text: string): void {
    this.surface.box.value = text;
    keep("sessionStorage", "unsent", text);
  }

  /** Put before what is already being written. */
  #putBack(text: string): void {
    const { box } = this.surface;
    this.#setBox([text, box.value].filter((part) => part.trim() !== "").join("\n"));
    box.focus();
  }

  /** Enter sends; Shift+Enter, and Enter that ends a composed letter, do not. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#sendWritten();
  }

  #onLogClick(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const entry = Number(button?.closest("[data-entry]")?.getAttribute("data-entry") ?? -1);
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const { payload, act } = button.dataset;
    const title = button.getAttribute("aria-label") ?? button.textContent ?? "";
    if (payload !== undefined) void this.conversation.say(title, payload, entry);
    if (act === "edit") this.#putBack(this.conversation.takeBack(entry));
    if (act === "retry") this.#retry(entry);
    if (act === "delete") this.#delete(entry);
    if (act === "fault") this.#report(button, entry);
    if (act === "print") this.#print(entry);
    if (act === "login" && !openLogin(() => this.#goOn())) this.conversation.note(say("no_window"));
  }

  #report(button: HTMLButtonElement, id: number): void {
    const answer = this.conversation.answer(id);
    if (!answer) return;
    const kommune = answer.asked?.choice.kommune ?? this.settings.choice.kommune;
    const question = answer.asked?.text ?? "";
    toggleFault(button, { entry: answer.entry, sender: this.conversation.saved.sender, kommune, question });
  }

  #print(id: number): void {
    const entry = this.conversation.answer(id)?.entry;
    if (!entry) return;
    const kommune = this.settings.kommuneTitle(words(entry.message.custom.decision?.receipt?.kommune));
    printDecision({ entry, kommune });
  }

  #delete(entry: number): void {
    this.conversation.takeBack(entry);
    this.settleFocus();
  }

  /** What had to wait for the login. */
  #goOn(): void {
    this.settleFocus();
    void this.settings.load();
    void this.notices.look();
    void this.conversation.resume();
  }

  #retry(entry: number): void {
    if (this.conversation.isWaiting) return;
    this.settleFocus();
    void this.conversation.retry(entry);
  }

  #onStarterClick(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest("button.starter") : null;
    if (!button || this.conversation.isWaiting) return;
    void this.conversation.say(button.textContent ?? "");
    this.settleFocus();
  }

  #startAnew(): void {
    if (this.conversation.isWaiting) return;
    this.conversation.restart();
    const back = el("button", { type: "button", class: "quiet" }, say("undo"));
    back.addEventListener("click", () => this.#bringBack());
    this.surface.undo.replaceChildren(`${say("restarted")} `, back);
    this.log.scrollToStart();
    this.settleFocus();
  }

  /** What the server says to it is said where the conversation was. */
  async #eraseAll(): Promise<void> {
    const said = await this.conversation.erase();
    this.#setBox("");
    this.surface.undo.replaceChildren(said);
    this.log.scrollToStart();
    this.settleFocus();
  }

  #bringBack(): void {
    this.conversation.undo();
    this.log.scrollToEnd();
    this.settleFocus();
  }
}
