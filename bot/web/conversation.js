/** One conversation: what has been said, by which sender, and what becomes of a message that is sent. */

import { Failure, sendMessage } from "./api.js";
import { keep, newSender, recall } from "./storage.js";
import { openTurns } from "./turns.js";

/** @import { BotEntry, BotMessage, Choice, Entry, Saved, UserEntry } from "./types.js" */
/** @import { Log } from "./log.js" */

const INTERRUPTED = "Siden ble lastet på nytt før svaret kom.";
const UNEXPECTED = "Noe gikk galt på siden. Prøv igjen. Haster det, så ring 113, 112 eller 110, og si fra til rektor.";

export class Conversation {
  /** @type {Saved|null} what «Angre» brings back; kept in memory only */
  #previous = null;

  /**
   * @param {Log} log
   * @param {() => Choice} choice whom the next answer is for
   * @param {() => void} changed called whenever the conversation has changed
   */
  constructor(log, choice, changed) {
    this.log = log;
    this.choice = choice;
    this.changed = changed;
    this.isWaiting = false;
    /** @type {Saved} */
    this.saved = savedConversation();
    this.#show();
  }

  get isEmpty() {
    return this.saved.entries.length === 0;
  }

  get canUndo() {
    return this.#previous !== null;
  }

  /** @param {string} text a line from the page itself */
  note(text) {
    this.#add({ kind: "note", id: this.saved.next++, text });
    this.#save();
  }

  /**
   * Sends the user's words; they stay in the log whatever happens.
   * @param {string} text what the user sees
   * @param {string} [payload] what is sent
   * @param {number} [from] the entry whose button was pressed
   */
  async say(text, payload = text, from = -1) {
    if (this.isWaiting) return;
    this.#previous = null;
    /** @type {UserEntry} */
    const entry = { kind: "user", id: this.saved.next++, text, payload, state: "pending", problem: "", acute: false, from };
    this.#add(entry);
    this.log.scrollToEnd();
    await this.#deliver(entry);
  }

  /** @param {number} id sends a failed message again, as the newest */
  async retry(id) {
    const entry = this.isWaiting ? null : this.#takeOut(id);
    if (entry) await this.say(entry.text, entry.payload, entry.from);
  }

  /** @param {number} id @returns {string} the words of a failed message, which leaves the log */
  takeBack(id) {
    const text = this.#takeOut(id)?.text ?? "";
    this.#save();
    return text;
  }

  /** Begins anew, as someone the server has not met. */
  restart() {
    if (this.isWaiting) return;
    this.#previous = this.saved;
    this.saved = { sender: newSender(), turn: 0, next: 0, entries: [] };
    this.#show();
    this.#save();
  }

  undo() {
    if (!this.#previous) return;
    this.saved = this.#previous;
    this.#previous = null;
    this.#show();
    this.#save();
  }

  /** @param {UserEntry} entry */
  async #deliver(entry) {
    this.#setWaiting(true);
    try {
      this.#receive(entry, await sendMessage(this.saved.sender, entry.payload, this.choice()));
    } catch (error) {
      this.#fail(entry, error);
    } finally {
      this.#setWaiting(false);
    }
  }

  /** @param {UserEntry} entry @param {BotMessage[]} messages */
  #receive(entry, messages) {
    entry.state = "sent";
    this.#markPressed(entry);
    this.saved.turn += 1;
    const answers = messages.map((message) => this.#answer(message));
    for (const answer of answers) this.#add(answer);
    this.log.offer(openTurns(this.saved.entries));
    this.log.reveal(answers[0]);
  }

  /** @param {BotMessage} message @returns {BotEntry} */
  #answer(message) {
    return { kind: "bot", id: this.saved.next++, turn: this.saved.turn, message, pressed: "" };
  }

  /** @param {UserEntry} entry */
  #markPressed({ from, payload }) {
    const source = this.saved.entries.find((one) => one.id === from);
    if (source?.kind !== "bot") return;
    source.pressed = payload;
    this.log.markChosen(from, payload);
  }

  /** @param {UserEntry} entry @param {unknown} error */
  #fail(entry, error) {
    entry.state = "failed";
    entry.problem = error instanceof Failure ? error.message : UNEXPECTED;
    entry.acute = error instanceof Failure && error.acute;
    this.log.addProblem(entry);
    this.log.scrollToEnd();
  }

  /** @param {number} id @returns {UserEntry|null} */
  #takeOut(id) {
    const entry = this.saved.entries.find((one) => one.id === id);
    if (entry?.kind !== "user" || entry.state !== "failed") return null;
    this.saved.entries.splice(this.saved.entries.indexOf(entry), 1);
    this.log.remove(entry);
    return entry;
  }

  /** @param {Entry} entry */
  #add(entry) {
    this.saved.entries.push(entry);
    this.log.add(entry);
  }

  /** @param {boolean} isWaiting */
  #setWaiting(isWaiting) {
    this.isWaiting = isWaiting;
    this.log.setWaiting(isWaiting);
    this.#save();
  }

  #show() {
    this.log.show(this.saved.entries, openTurns(this.saved.entries));
  }

  #save() {
    keep("sessionStorage", "conversation", this.saved);
    this.changed();
  }
}

/** @returns {Saved} as it stood before a reload; a message then under way has failed */
function savedConversation() {
  const saved = recall("sessionStorage", "conversation");
  if (!Array.isArray(saved?.entries)) {
    // Not kept beyond the tab: on a shared machine the next user must not go on with this one's case.
    return { sender: newSender(), turn: 0, next: 0, entries: [] };
  }
  for (const entry of saved.entries) {
    if (entry.state === "pending") Object.assign(entry, { state: "failed", problem: INTERRUPTED });
  }
  return saved;
}
