/** Draws what a message offers to press, in rows: answers or grave facts first, ways back and side questions last. */

import { el, list, words } from "./dom.js";
import { isAboutDraft } from "./drafts.js";

/** @import { BotEntry, BotMessage, Button } from "./types.js" */
/**
 * Buttons of one kind. `title` is seen, `label` is only read aloud; `look` is the buttons' class.
 * @typedef {{kind: string, title?: string, label?: string, look: string, buttons: Button[]}} Row
 */

const GRAVE = "velg";
/** Buttons that look at the case or leave it. */
const ASIDES = new Set(["dine_svar", "hvorfor", "hva_endrer", "start_pa_nytt"]);

/** @param {BotEntry} entry @returns {HTMLElement|null} */
export function choicesOf(entry) {
  const rows = rowsOf(entry.message).filter(({ buttons }) => buttons.length > 0);
  return rows.length ? el("div", { class: "choices" }, ...rows.map((row) => drawRow(entry, row))) : null;
}

/** @param {BotMessage} message @returns {Row[]} */
function rowsOf({ buttons, custom }) {
  const options = list(custom.question?.options);
  if (buttons.some(({ payload }) => isAboutDraft(payload))) return questionRows(buttons, options, "Hopp over eller bli ferdig");
  return options.length ? questionRows(buttons, options, "Gå tilbake eller endre") : offerRows(buttons, Boolean(custom.decision));
}

/** @param {Button[]} buttons @param {any[]} options @param {string} aside what the buttons beyond the options do @returns {Row[]} */
function questionRows(buttons, options, aside) {
  const answers = buttons.length ? buttons.slice(0, options.length) : options.map(buttonOf).filter(({ title }) => title !== "");
  return [
    { kind: "answers", label: "Svarvalg", look: "choice", buttons: answers },
    { kind: "asides", label: aside, look: "quiet", buttons: buttons.slice(options.length) },
  ];
}

/** @param {any} option @returns {Button} a question's option without a button is answered in words */
function buttonOf(option) {
  const title = words(option);
  return { title, payload: title };
}

/** @param {Button[]} buttons @param {boolean} isDecided the grave facts of a decision are never among the rest @returns {Row[]} */
function offerRows(buttons, isDecided) {
  const kinds = { grave: /** @type {Button[]} */ ([]), next: /** @type {Button[]} */ ([]), asides: /** @type {Button[]} */ ([]) };
  for (const button of buttons) kinds[kindOf(button, isDecided)].push(button);
  const next = isDecided ? { title: "Gå videre" } : { label: "Svarvalg" };
  return [
    { kind: "grave", title: "Trykk hvis dette gjelder", look: "grave", buttons: kinds.grave },
    { kind: "next", ...next, look: "choice", buttons: kinds.next },
    { kind: "asides", label: "Om svaret", look: "quiet", buttons: kinds.asides },
  ];
}

/** @param {Button} button @param {boolean} isDecided @returns {"grave"|"next"|"asides"} */
function kindOf({ payload }, isDecided) {
  const intent = /^\/([a-z_]+)\{/.exec(payload)?.[1] ?? "";
  if (isDecided && intent === GRAVE) return "grave";
  return ASIDES.has(intent) ? "asides" : "next";
}

/** @param {BotEntry} entry @param {Row} row @returns {HTMLElement} */
function drawRow(entry, { kind, title, label, look, buttons }) {
  const id = `${kind}-${entry.id}`;
  /** @type {Record<string, string>} */
  const name = title ? { "aria-labelledby": id } : { "aria-label": label ?? "" };
  return el(
    "div",
    { class: `row ${kind}`, role: "group", ...name },
    title ? el("p", { id, class: "row__title" }, title) : null,
    ...buttons.map((button) => choice(entry, button, look)),
  );
}

/** @param {BotEntry} entry @param {Button} button @param {string} look @returns {HTMLElement} */
export function choice(entry, { title, payload }, look) {
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
