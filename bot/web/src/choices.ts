/** Draws what a message offers to press, in rows: answers or grave facts first, ways back and side questions last. */

import { el, list, words } from "./dom";
import { isAboutDraft } from "./drafts";
import { say } from "./texts";
import type { BotEntry, BotMessage, Button } from "./types";

/** Buttons of one kind. `title` is seen, `label` is only read aloud; `look` is the buttons' class. */
type Row = { kind: string; title?: string; label?: string; look: string; buttons: Button[] };

const GRAVE = "velg";
/** Buttons that look at the case or leave it. */
const ASIDES = new Set(["dine_svar", "hvorfor", "hva_endrer", "start_pa_nytt"]);

export function choicesOf(entry: BotEntry): HTMLElement | null {
  const rows = rowsOf(entry.message).filter(({ buttons }) => buttons.length > 0);
  return rows.length ? el("div", { class: "choices" }, ...rows.map((row) => drawRow(entry, row))) : null;
}

function rowsOf({ buttons, custom }: BotMessage): Row[] {
  const options = list(custom.question?.options);
  if (buttons.some(({ payload }) => isAboutDraft(payload))) return questionRows(buttons, options, say("skip_or_finish"));
  return options.length ? questionRows(buttons, options, say("back_or_change")) : offerRows(buttons, Boolean(custom.decision));
}

/** `aside` says what the buttons beyond the options do. */
function questionRows(buttons: Button[], options: any[], aside: string): Row[] {
  const answers = buttons.length ? buttons.slice(0, options.length) : options.map(buttonOf).filter(({ title }) => title !== "");
  return [
    { kind: "answers", label: say("answers"), look: "choice", buttons: answers },
    { kind: "asides", label: aside, look: "quiet", buttons: buttons.slice(options.length) },
  ];
}

/** A question's option without a button is answered in words. */
function buttonOf(option: any): Button {
  const title = words(option);
  return { title, payload: title };
}

/** The grave facts of a decision are never among the rest. */
function offerRows(buttons: Button[], isDecided: boolean): Row[] {
  const kinds: Record<Kind, Button[]> = { grave: [], next: [], asides: [] };
  for (const button of buttons) kinds[kindOf(button, isDecided)].push(button);
  const next = isDecided ? { title: say("onwards") } : { label: say("answers") };
  return [
    { kind: "grave", title: say("grave"), look: "grave", buttons: kinds.grave },
    { kind: "next", ...next, look: "choice", buttons: kinds.next },
    { kind: "asides", label: say("about_answer"), look: "quiet", buttons: kinds.asides },
  ];
}

type Kind = "grave" | "next" | "asides";

function kindOf({ payload }: Button, isDecided: boolean): Kind {
  const intent = /^\/([a-z_]+)\{/.exec(payload)?.[1] ?? "";
  if (isDecided && intent === GRAVE) return "grave";
  return ASIDES.has(intent) ? "asides" : "next";
}

function drawRow(entry: BotEntry, { kind, title, label, look, buttons }: Row): HTMLElement {
  const id = `${kind}-${entry.id}`;
  const name: Record<string, string> = title ? { "aria-labelledby": id } : { "aria-label": label ?? "" };
  return el(
    "div",
    { class: `row ${kind}`, role: "group", ...name },
    title ? el("p", { id, class: "row__title" }, title) : null,
    ...buttons.map((button) => choice(entry, button, look)),
  );
}

export function choice(entry: BotEntry, { title, payload }: Button, look: string): HTMLElement {
  return el(
    "button",
    {
      type: "button",
      class: look,
      "data-payload": payload,
      "data-turn": String(entry.turn),
      "data-chosen": entry.pressed === payload,
    },
    title,
  );
}
