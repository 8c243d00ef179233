/** «Dine svar»: puts each «Endre» beside the answer that it changes, instead of in a long column beneath them. */

import { choice } from "./choices.js";
import { el } from "./dom.js";

/** @import { BotEntry, Button } from "./types.js" */

const CHANGE = "/endre{";

/**
 * @param {BotEntry} entry
 * @param {HTMLElement[]} body the message as drawn, whose list gets the buttons
 * @returns {boolean} false where the message is something else, or a button would stand beside the wrong answer
 */
export function putChangesIn(entry, body) {
  const { buttons } = entry.message;
  const answers = body.find((part) => part.classList.contains("dashes"));
  const isEach = answers?.children.length === buttons.length && buttons.every(({ payload }) => payload.startsWith(CHANGE));
  if (!answers || !isEach) return false;
  answers.className = "changes";
  buttons.forEach((button, place) => putBeside(answers.children[place], entry, button));
  return true;
}

/** @param {Element} answer @param {BotEntry} entry @param {Button} button «Endre: what», of which only the verb is seen */
function putBeside(answer, entry, button) {
  const drawn = choice(entry, button, "quiet");
  drawn.setAttribute("aria-label", button.title);
  drawn.textContent = button.title.split(":", 1)[0];
  answer.replaceChildren(el("span", {}, answer.textContent), drawn);
}
