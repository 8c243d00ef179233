/** The words that the widget itself says, in the user's own form of Norwegian; they stand in data/widget. */

import nb from "../../../data/widget/nb.yml";
import nn from "../../../data/widget/nn.yml";
import { words } from "./dom";

const FORMS = { nb, nn };
export type Maalform = keyof typeof FORMS;

let texts = nb;

/** What is drawn from now on is in that form. */
export function useMaalform(maalform: Maalform): void {
  texts = FORMS[maalform];
}

/** The form that an address in HTML's `lang` asks for; Bokmål where it asks for neither. */
export function maalformOf(lang: string): Maalform {
  return /^nn\b/i.test(lang) ? "nn" : "nb";
}

/** The text of that name, with {slots} filled. */
export function say(name: string, slots: Record<string, string | number> = {}): string {
  return (texts.words[name] ?? "").replace(/\{(\w+)\}/g, (_, slot: string) => String(slots[slot] ?? ""));
}

/** Whom a decision goes to, in words; the bot names them by their ids. */
export function recipientOf(recipient: unknown): string {
  return texts.recipients[String(recipient)] ?? words(recipient);
}

/** A day as it is written out; nothing for what is no day. */
export function dateOf(time: string): string {
  const day = new Date(time);
  return Number.isNaN(day.getTime()) ? "" : day.toLocaleDateString(texts === nn ? "nn-NO" : "nb-NO", { dateStyle: "long" });
}

export function starters(): string[] {
  return texts.starters;
}

/** Numbers to ring, each with who answers. */
export function emergencyNumbers(): [number: string, who: string][] {
  return texts.emergency;
}
