/** Shapes shared by the page's modules; nothing here runs. */

/** @typedef {{kommune: string, rolle: string}} Choice whom the answers are for */
/** @typedef {{id: string, title: string}} Option */
/** @typedef {{kommuner: Option[], roller: Option[]}} Profiles */
/** @typedef {{title: string, payload: string}} Button */
/** @typedef {Record<string, any>} Card an untrusted part of `custom`; every field is read with `words` or `list` */
/** @typedef {{text: string, buttons: Button[], custom: Card}} BotMessage */

/**
 * What the user wrote or pressed. `payload` is what was sent, `problem` why it did not arrive.
 * @typedef {{kind: "user", id: number, text: string, payload: string, state: "pending"|"sent"|"failed",
 *   problem: string, acute: boolean, from: number}} UserEntry
 */
/**
 * One message of an answer; messages of the same answer share `turn`. `pressed` is the payload chosen from it.
 * @typedef {{kind: "bot", id: number, turn: number, message: BotMessage, pressed: string}} BotEntry
 */
/** @typedef {{kind: "note", id: number, text: string}} NoteEntry a line from the page itself */
/** @typedef {UserEntry|BotEntry|NoteEntry} Entry */
/** @typedef {{sender: string, turn: number, next: number, entries: Entry[]}} Saved */

export {};
