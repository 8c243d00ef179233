/** Shapes shared by the widget's modules; nothing here runs. */

/** Whom the answers are for. */
export type Choice = { kommune: string; rolle: string };
export type Option = { id: string; title: string };
export type Profiles = { kommuner: Option[]; roller: Option[] };
export type Button = { title: string; payload: string };
/** An untrusted part of `custom`; every field is read with `words` or `list`. */
export type Card = Record<string, any>;
export type BotMessage = { text: string; buttons: Button[]; custom: Card };

/** What the server says to all: a notice, and why the bot is closed, which is empty while it is open. */
export type Status = { notice: { id: string; text: string } | null; closed: string };

/**
 * How a message stands: «pending» is under way, «queued» waits for the one before it, «offline» for the network, «login»
 * for the user to log in.
 */
export type State = "pending" | "queued" | "offline" | "login" | "sent" | "failed";

/** What the user wrote or pressed. `payload` is what is sent, `problem` why it did not arrive. */
export type UserEntry = {
  kind: "user";
  id: number;
  text: string;
  payload: string;
  state: State;
  problem: string;
  acute: boolean;
  /** The entry whose button was pressed, or -1. */
  from: number;
  /** The same each time it is sent, so that the server answers it once. */
  messageId: string;
  /** Whom it was for when it was said. */
  choice: Choice;
  /** When it was said, in milliseconds as `Date.now`. */
  since: number;
};
/** One message of an answer; messages of the same answer share `turn`. `pressed` is the payload chosen from it. */
export type BotEntry = { kind: "bot"; id: number; turn: number; message: BotMessage; pressed: string };
/** A line from the widget itself. */
export type NoteEntry = { kind: "note"; id: number; text: string };
export type Entry = UserEntry | BotEntry | NoteEntry;
/** `earlier` are the senders of the conversations before it in this tab, which the server may still keep. */
export type Saved = { sender: string; earlier: string[]; turn: number; next: number; entries: Entry[] };
/** What is reported as wrong with an answer. */
export type Fault = { sender: string; cause: string; comment: string; kommune: string; about: Card; question?: string };
