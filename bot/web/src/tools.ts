/** What can be done with an answer besides answering it: print a decision, and say that something is wrong. */

import { el } from "./dom";
import { say } from "./texts";
import type { BotMessage } from "./types";

/** The buttons, and room for a form and for what became of it; none of it is read aloud as a part of the message. */
export function toolsOf({ custom }: BotMessage): HTMLElement | null {
  const answers = custom.answer && custom.answer.clarify !== true;
  if (!custom.decision && !answers) return null;
  const row = el("div", { class: "row" }, custom.decision ? tool("print", say("print")) : null, faultButton());
  return el("div", { class: "tools", "aria-live": "off" }, row, el("p", { class: "status", role: "status" }));
}

function faultButton(): HTMLElement {
  const button = tool("fault", say("fault"));
  button.setAttribute("aria-expanded", "false");
  return button;
}

function tool(act: string, title: string): HTMLElement {
  return el("button", { type: "button", class: "quiet", "data-act": act }, title);
}
