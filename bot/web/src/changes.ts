/** «Dine svar»: puts each «Endre» beside the answer that it changes, instead of in a long column beneath them. */

import { choice } from "./choices";
import { el } from "./dom";
import type { BotEntry, Button } from "./types";

const CHANGE = "/endre{";

/**
 * Gives the list of the message as drawn its buttons; false where the message is something else, or a button would
 * stand beside the wrong answer.
 */
export function putChangesIn(entry: BotEntry, body: HTMLElement[]): boolean {
  const { buttons } = entry.message;
  const answers = body.find((part) => part.classList.contains("dashes"));
  const isEach = answers?.children.length === buttons.length && buttons.every(({ payload }) => payload.startsWith(CHANGE));
  if (!answers || !isEach) return false;
  answers.className = "changes";
  [...answers.children].forEach((answer, place) => putBeside(answer, entry, buttons[place]));
  return true;
}

/** The button is «Endre: what», of which only the verb is seen. */
function putBeside(answer: Element, entry: BotEntry, button: Button | undefined): void {
  if (!button) return;
  const drawn = choice(entry, button, "quiet");
  drawn.setAttribute("aria-label", button.title);
  drawn.textContent = button.title.split(":", 1)[0] ?? "";
  answer.replaceChildren(el("span", {}, answer.textContent), drawn);
}
